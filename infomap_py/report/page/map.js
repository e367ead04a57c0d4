// The map: the scene of the opened module, from near or from far, and the way into another one.

const ZOOM = { most: 60, step: 1.5, duration: 420 };
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function makeMap(model, page) {
  const box = byId("map");
  const svg = byId("discs");
  let layer = null;
  let view = null;
  let frame = 0;
  let finish = () => {};

  const extent = () =>
    layer.upright ? [SCENE.height, SCENE.width] : [SCENE.width, SCENE.height];

  /** Of what is on the screen; where nothing is shown, a pixel. */
  const room = () => [Math.max(1, box.clientWidth), Math.max(1, box.clientHeight)];

  /** The view that has all of the scene. */
  function whole() {
    const [width, height] = extent();
    const [wide, high] = room();
    const k = Math.min(wide / width, high / height);
    return { k, x: (wide - k * width) / 2, y: (high - k * height) / 2 };
  }

  function render(next) {
    view = next;
    place(layer, view);
    svg.classList.toggle("near", view.k > whole().k * 1.001);
  }

  /** No farther than all of the scene, and none of it out of sight for nothing. */
  function bounded({ k, x, y }) {
    const all = whole();
    const [width, height] = extent();
    const scale = Math.min(Math.max(k, all.k), all.k * ZOOM.most);
    const [wide, high] = room();
    const within = (at, length, most) =>
      scale * length <= most ? (most - scale * length) / 2 : Math.min(0, Math.max(most - scale * length, at));
    return { k: scale, x: within(x, width, wide), y: within(y, height, high) };
  }

  /** Calls with 0 to 1 in the time that a transition takes; at once with 1 for those who want calm. */
  function run(step, done) {
    finish();
    const start = performance.now();
    const end = () => {
      cancelAnimationFrame(frame);
      finish = () => {};
      step(1);
      svg.removeAttribute("aria-busy");
      done();
    };
    if (calm() || document.hidden) return end();
    finish = end;
    svg.setAttribute("aria-busy", "true");
    const tick = (now) => {
      const t = Math.min(1, Math.max(0, (now - start) / ZOOM.duration));
      if (t >= 1) return end();
      step(t * t * (3 - 2 * t));
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    step(0);
  }

  function glide(target) {
    if (!layer) return;
    const [from, to] = [view, bounded(target(view))];
    const mix = (a, b, t) => a + (b - a) * t;
    run((t) => {
      const k = from.k * (to.k / from.k) ** t;
      const done = to.k === from.k ? t : (k - from.k) / (to.k - from.k);
      render({ k, x: mix(from.x, to.x, done), y: mix(from.y, to.y, done) });
    }, () => {});
  }

  /** Into a disc, in which the inner scene appears; or, from 1 to 0, out of it. */
  function through(outer, disc, inner, outerView, innerView, inwards, done) {
    const [width, height] = extent();
    const scale = (1.7 * disc.r) / Math.hypot(width, height);
    const start = [outerView.x + outerView.k * disc.x, outerView.y + outerView.k * disc.y];
    const end = [innerView.x + (innerView.k * width) / 2, innerView.y + (innerView.k * height) / 2];
    run((time) => {
      const t = inwards ? time : 1 - time;
      const k = outerView.k * (innerView.k / scale / outerView.k) ** t;
      const [x, y] = [0, 1].map((axis) => start[axis] + (end[axis] - start[axis]) * t);
      place(outer, { k, x: x - k * disc.x, y: y - k * disc.y });
      place(inner, { k: k * scale, x: x - (k * scale * width) / 2, y: y - (k * scale * height) / 2 });
      outer.group.setAttribute("opacity", Math.max(0, 1 - 1.6 * t).toFixed(3));
      inner.group.setAttribute("opacity", Math.max(0, 1.6 * t - 0.6).toFixed(3));
    }, done);
  }

  const discOf = (of, kind, id) =>
    of.discs.find((disc) => disc.part.kind === kind && disc.part.id === id);

  /** The disc of the outer layer through which one gets to a module, if it is there. */
  function gate(outer, module) {
    const above = trailTo(model, module).find((id) => discOf(outer, "module", id));
    return above === undefined ? null : discOf(outer, "module", above);
  }

  function show(module, animated) {
    finish();
    const scene = model.scene(module);
    byId("no-map").hidden = Boolean(scene);
    svg.classList.toggle("gone", !scene);
    if (!scene) return;
    const hadFocus = svg.contains(document.activeElement);
    const before = layer;
    const viewBefore = view;
    layer = makeLayer(model, module, box.clientHeight > box.clientWidth);
    svg.setAttribute("viewBox", `0 0 ${room().join(" ")}`);
    rove(layer.discs.map((disc) => disc.element), layer.discs[0]?.element);
    render(whole());
    const into = before && gate(before, module);
    const outOf = before && before.module !== ROOT && gate(layer, before.module);
    const done = () => {
      svg.replaceChildren(layer.group);
      layer.group.setAttribute("opacity", "1");
      render(view);
    };
    const focus = outOf || layer.discs[0];
    if (!animated || !before || before.module === module || !(into || outOf)) {
      done();
    } else if (into) {
      svg.replaceChildren(before.group, layer.group);
      through(before, into, layer, viewBefore, view, true, done);
    } else {
      svg.replaceChildren(layer.group, before.group);
      through(layer, outOf, before, view, viewBefore, false, done);
    }
    if (hadFocus && focus) focusOn(focus);
  }

  function focusOn(disc) {
    rove(layer.discs.map((one) => one.element), disc.element);
    disc.element.focus({ preventScroll: true });
  }

  /** The disc in sight, if one has looked nearer. */
  function reveal(disc) {
    const [x, y] = [view.x + view.k * disc.x, view.y + view.k * disc.y];
    const [wide, high] = room();
    if (x > 0 && y > 0 && x < wide && y < high) return;
    render(bounded({ k: view.k, x: view.x + wide / 2 - x, y: view.y + high / 2 - y }));
  }

  /** Its links stand out; of none, those of what is chosen. */
  function emphasise(pointed) {
    if (!layer) return;
    const disc = pointed ?? layer.discs.find(({ element }) => element.classList.contains("chosen"));
    svg.classList.toggle("pointing", Boolean(disc));
    for (const link of layer.links) link.line.classList.toggle("of", link.from === disc || link.to === disc);
  }

  const discAt = (target) => {
    const element = target instanceof Element ? target.closest(".disc") : null;
    return element && layer.discs.find((disc) => disc.element === element);
  };

  const map = {
    show,
    scene: () => layer && model.scene(layer.module),
    discAt,
    discs: () => layer.discs,
    emphasise,
    bounded: (next) => render(bounded(next)),
    view: () => view,
    settle: () => finish(),
    isWhole: () => view.k <= whole().k * 1.001,
    zoom(factor) {
      const [x, y] = room().map((length) => length / 2);
      glide(({ k, x: left, y: top }) => ({ k: k * factor, x: x - (x - left) * factor, y: y - (y - top) * factor }));
    },
    zoomAll: () => glide(whole),
    nearOf: (part) => layer && discOf(layer, part.kind, part.id)?.near,
    /** Marks what is chosen; whether it is on this map. */
    choose(part, withFocus) {
      if (!layer) return false;
      const chosen = part && discOf(layer, part.kind, part.id);
      for (const disc of layer.discs) {
        disc.element.classList.toggle("chosen", disc === chosen);
        if (disc === chosen) disc.element.setAttribute("aria-current", "true");
        else disc.element.removeAttribute("aria-current");
      }
      if (chosen) reveal(chosen);
      if (chosen && withFocus) focusOn(chosen);
      emphasise(null);
      return Boolean(chosen);
    },
    mark(found) {
      svg.classList.toggle("searching", found !== null);
      for (const disc of layer?.discs ?? []) {
        disc.element.classList.toggle("found", found !== null && isFound(found, disc.part));
      }
    },
    resize() {
      if (layer && box.clientWidth > 0) show(layer.module, false);
    },
  };

  svg.addEventListener("keydown", (event) => {
    const disc = discAt(event.target);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") map.zoom(ZOOM.step);
    else if (event.key === "-") map.zoom(1 / ZOOM.step);
    else if (event.key === "0") map.zoomAll();
    else if (!disc) return;
    else if (event.key in ARROWS) {
      const next = towards(layer, disc, ...ARROWS[event.key]);
      if (next) focusOn(next);
    } else if (event.key === "Home") focusOn(layer.discs[0]);
    else if (event.key === "Enter" || event.key === " ") page.activate(disc.part);
    else return;
    event.preventDefault();
  });
  svg.addEventListener("focusin", (event) => {
    const disc = discAt(event.target);
    if (!disc) return;
    reveal(disc);
    emphasise(disc);
    page.peek(disc.part);
  });
  return map;
}

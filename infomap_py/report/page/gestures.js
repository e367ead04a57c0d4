// Mouse, wheel and fingers on the map: one drags, two fingers or the wheel zoom, a click opens.

const REACH = { drag: 5, finger: 22 };

function listenToGestures(map, page) {
  const box = byId("map");
  const svg = byId("discs");
  const tip = byId("tip");
  const fingers = new Map();
  let dragged = false;
  let scrolled = -Infinity;

  const at = (event) => {
    const place = svg.getBoundingClientRect();
    return [event.clientX - place.left, event.clientY - place.top];
  };
  const mean = (points) =>
    [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
  const spread = ([a, b]) => Math.hypot(a[0] - b[0], a[1] - b[1]);

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (fingers.size === 0) dragged = false;
    fingers.set(event.pointerId, at(event));
  });

  svg.addEventListener("pointermove", (event) => {
    pointAt(event);
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    const now = at(event);
    const moved = Math.hypot(now[0] - fingers.get(event.pointerId)[0], now[1] - fingers.get(event.pointerId)[1]);
    if (!dragged && fingers.size === 1 && moved < REACH.drag) return;
    if (!dragged) {
      dragged = true;
      map.settle();
      svg.setPointerCapture(event.pointerId);
      svg.classList.add("dragged");
    }
    fingers.set(event.pointerId, now);
    const after = [...fingers.values()];
    const view = map.view();
    const factor = after.length === 2 ? spread(after) / Math.max(1, spread(before)) : 1;
    const [from, to] = [mean(before), mean(after)];
    map.bounded({
      k: view.k * factor,
      x: to[0] - (from[0] - view.x) * factor,
      y: to[1] - (from[1] - view.y) * factor,
    });
  });

  for (const kind of ["pointerup", "pointercancel"]) {
    addEventListener(kind, (event) => {
      fingers.delete(event.pointerId);
      if (fingers.size === 0) svg.classList.remove("dragged");
    });
  }

  svg.addEventListener("click", (event) => {
    // The second click of two would open what has come to be under the pointer by the first.
    if (dragged || event.detail > 1) return;
    const disc = map.discAt(event.target) ?? (event.pointerType === "touch" ? nearest(at(event)) : null);
    if (disc) page.activate(disc.part);
    else page.choose(null);
  });

  /** What a finger may have meant. */
  function nearest([x, y]) {
    const view = map.view();
    let [best, least] = [null, REACH.finger];
    for (const disc of map.discs()) {
      const apart = Math.hypot(view.x + view.k * disc.x - x, view.y + view.k * disc.y - y) - view.k * disc.r;
      if (apart < least) [best, least] = [disc, apart];
    }
    return best;
  }

  addEventListener("scroll", () => (scrolled = performance.now()), { passive: true });
  svg.addEventListener(
    "wheel",
    (event) => {
      // Who scrolls past the map is not held up by it, nor who has seen all of it.
      const passing = performance.now() - scrolled < 300;
      if (!event.ctrlKey && (passing || (event.deltaY > 0 && map.isWhole()))) return;
      event.preventDefault();
      map.settle();
      const lines = event.deltaMode === 1 ? 16 : 1;
      const factor = Math.exp(-Math.max(-60, Math.min(60, event.deltaY * lines)) * (event.ctrlKey ? 0.01 : 0.004));
      const [x, y] = at(event);
      const view = map.view();
      map.bounded({ k: view.k * factor, x: x - (x - view.x) * factor, y: y - (y - view.y) * factor });
    },
    { passive: false },
  );

  function pointAt(event) {
    const disc = event.pointerType === "mouse" && fingers.size === 0 ? map.discAt(event.target) : null;
    map.emphasise(disc ?? null);
    tip.hidden = !disc;
    if (!disc) return;
    tip.replaceChildren(nameElement(disc.part.names, 8), make("span", {}, page.told(disc.part)));
    const [x, y] = at(event);
    const room = box.clientWidth - tip.offsetWidth - 4;
    tip.style.left = `${Math.max(4, Math.min(room, x + 14))}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > box.clientHeight ? y - 12 - tip.offsetHeight : y + 18}px`;
  }
  svg.addEventListener("pointerleave", () => {
    tip.hidden = true;
    map.emphasise(null);
  });
}

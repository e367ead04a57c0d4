// A scene as elements of SVG: links, and discs with names over them. Where they are on the screen,
// `place` says: letters keep their size however near one looks, so that more of them fit in.

const SCENE = { width: 1200, height: 800 };

/** The elements of a scene; `upright` turns it by its diagonal, for screens that are. */
function makeLayer(model, module, upright) {
  const scene = model.scene(module);
  const kind = scene.of_nodes ? "node" : "module";
  const layer = { module, upright, group: draw("g"), links: [], discs: [] };
  layer.discs = scene.part.map((id, k) => {
    const [x, y] = upright ? [scene.y[k], scene.x[k]] : [scene.x[k], scene.y[k]];
    return makeDisc(model, partOf(model, kind, id), { x, y, r: scene.r[k], position: k });
  });
  const links = draw("g", { class: "links", "aria-hidden": "true" });
  for (let at = 0; at < scene.links.length; at += 3) {
    const [from, to, share] = scene.links.slice(at, at + 3);
    const line = draw("line", { class: "link" });
    links.append(line);
    layer.links.push({ from: layer.discs[from], to: layer.discs[to], share, line });
  }
  layer.links.forEach(({ from, to, share }) => {
    from.near.push([to, share]);
    to.near.push([from, share]);
  });
  layer.group.append(links, ...layer.discs.map((disc) => disc.element));
  return layer;
}

function makeDisc(model, part, where) {
  const element = draw("g", {
    class: `disc ${part.kind}`,
    role: "button",
    tabindex: "-1",
    "aria-label": spoken(model, part),
    "data-kind": part.kind,
    "data-id": part.id,
  });
  element.style.setProperty("--colour", part.colour);
  const edge = draw("circle", { class: "edge" });
  const inner = draw("circle", { class: "inner" });
  const label = draw("g", { class: part.names.every(isBlank) ? "label empty" : "label", "aria-hidden": "true" });
  element.append(edge, inner, label);
  return { part, ...where, element, edge, inner, label, near: [], written: "" };
}

/** The discs and links of a layer, where a view has them: x and y of its origin, k its scale. */
function place(layer, view) {
  for (const disc of layer.discs) {
    const [x, y, r] = [view.x + view.k * disc.x, view.y + view.k * disc.y, view.k * disc.r];
    disc.element.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
    disc.edge.setAttribute("r", r.toFixed(2));
    // The area of the ring is to that of the disc as the flow that leaves is to all of it.
    disc.inner.setAttribute("r", (r * Math.sqrt(1 - disc.part.leaving)).toFixed(2));
    write(disc, r);
  }
  for (const { from, to, share, line } of layer.links) {
    line.setAttribute("x1", (view.x + view.k * from.x).toFixed(2));
    line.setAttribute("y1", (view.y + view.k * from.y).toFixed(2));
    line.setAttribute("x2", (view.x + view.k * to.x).toFixed(2));
    line.setAttribute("y2", (view.y + view.k * to.y).toFixed(2));
    line.setAttribute("stroke-width", (Math.min(2, view.k) * (1 + 13 * share)).toFixed(2));
  }
}

function write(disc, radius) {
  const fit = fitted(disc.part.names, radius);
  const written = fit ? `${fit.size} ${fit.lines.join("\n")}` : "";
  if (written === disc.written) return;
  disc.written = written;
  disc.label.replaceChildren();
  if (!fit) return;
  fit.lines.forEach((line, k) => {
    const y = ((k - (fit.lines.length - 1) / 2) * LABEL.line + 0.35) * fit.size;
    disc.label.append(draw("text", { y: y.toFixed(1), "font-size": fit.size.toFixed(1) }, line));
  });
}

/** The disc that an arrow key leads to: near, and in its direction. */
function towards(layer, disc, dx, dy) {
  let [best, least] = [null, Infinity];
  for (const other of layer.discs) {
    const [ax, ay] = [other.x - disc.x, other.y - disc.y];
    const along = ax * dx + ay * dy;
    const across = Math.abs(ax * dy - ay * dx);
    if (other === disc || along <= 0) continue;
    const cost = along + 2.5 * across;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}

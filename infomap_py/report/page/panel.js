// Beside the map: what is chosen or opened, in numbers, and its parts with most flow.

const MOST_PARTS = 40;

function makePanel(model, page) {
  const panel = byId("panel");
  const { modules, data } = model;

  function facts(part) {
    if (part === null) return [];
    const common = [["Flow", percent(part.flow)]];
    if (part.kind === "node") {
      return [...common, [capital(data.noun[0]), model.path[part.parent]]];
    }
    return [
      ["Id", model.path[part.id]],
      [capital(data.member[1]), count(part.size)],
      ...common,
      ["Enters", percent(modules.enter[part.id])],
      ["Leaves", percent(modules.exit[part.id])],
      // Its own, and those of modules in it.
      [model.isLowest(part.id) ? "Codebook" : "Codebooks", `${bits(modules.bits[part.id])} bits`],
    ];
  }

  function exchanges(near) {
    if (!near || near.length === 0) return [];
    const strongest = [...near].sort((a, b) => b[1] - a[1]).slice(0, 3);
    return [
      make("h4", {}, "Exchanges most with"),
      make("ul", { class: "parts" }, ...strongest.map(([disc]) => make("li", {}, partButton(disc.part, null)))),
    ];
  }

  /** `most` is the flow whose bar is as long as the button; without, there is no flow either. */
  function partButton(part, most) {
    const made = button({ class: "part" }, chip(part.colour), () => page.activate(part));
    made.append(nameElement(part.names));
    if (most !== null) made.append(make("span", { class: "share" }, percent(part.flow)));
    if (most > 0) {
      const bar = make("span", { class: "amount", "aria-hidden": "true" });
      bar.style.width = `calc(${(100 * part.flow) / most}% - ${(12 * part.flow) / most}px)`;
      bar.style.setProperty("--colour", part.colour);
      made.append(bar);
    }
    return made;
  }

  /** `part` is null for the whole; `near` are the discs with which it exchanges flow on the map. */
  function show(part, near, remark) {
    const title = make("h3", { id: "panel-title" });
    if (part === null) title.append(page.whole);
    else title.append(chip(part.colour), nameElement(part.names, 6));
    const list = part !== null && part.kind === "node" ? [] : partsOf(model, part === null ? ROOT : part.id);
    const ofNodes = list.length > 0 && list[0].kind === "node";
    const rows = facts(part).map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)));
    panel.replaceChildren(title);
    if (rows.length > 0) panel.append(make("dl", { class: "facts" }, ...rows));
    if (remark) panel.append(make("p", { class: "caption" }, remark));
    if (part !== null && part.kind === "module" && page.opened() !== part.id) {
      panel.append(button({ class: "tool" }, `Open this ${data.noun[0]}`, () => page.open(part.id)));
    }
    panel.append(...exchanges(near));
    if (list.length > 0) panel.append(...parts(list, ofNodes));
    const hidden = part === null || part.kind === "node" ? 0 : data.hidden_nodes[part.id];
    const more = `${counted(hidden, data.member)} of it ${hidden === 1 ? "is" : "are"} not on this page.`;
    if (hidden > 0) panel.append(make("p", { class: "caption" }, more));
  }

  function parts(list, ofNodes) {
    const heading = `${capital((ofNodes ? data.member : data.noun)[1])} by flow`;
    const items = list.slice(0, MOST_PARTS).map((one) => make("li", {}, partButton(one, list[0].flow)));
    const made = [make("h4", {}, heading), make("ol", { class: "parts" }, ...items)];
    const more = list.length - items.length;
    if (more > 0) made.push(make("p", { class: "caption" }, `${count(more)} more in the table.`));
    return made;
  }

  return { show };
}

// What becomes of modules from step to step: blocks by flow, and the streams between them.

const ALLUVIAL = { block: 14, gap: 6, label: 12, step: 190, last: 220, thinnest: 3 };

function makeAlluvial(model) {
  const section = byId("alluvial-section");
  const box = byId("alluvial");
  const { alluvial, palette } = model.data;
  section.hidden = !alluvial;
  if (!alluvial) return { show() {} };
  const { steps, streams } = alluvial;
  const colour = (block) => (block.colour === null ? "#8a919b" : palette[block.colour % palette.length]);

  function told(step, block) {
    const at = steps[step].blocks.indexOf(block);
    const there = streams
      .filter((stream) => stream.step === step && stream.from === at)
      .sort((a, b) => b.flow[0] - a.flow[0])
      .slice(0, 5)
      .map(({ to, flow }) => `${shown(steps[step + 1].blocks[to].name)} ${percent(flow[0])}`);
    const goes = there.length > 0 ? `; goes to ${there.join(", ")}` : "";
    const size = counted(block.size, model.data.member);
    return `${shown(steps[step].name)}: ${shown(block.name)}, ${size}, ${percent(block.flow)} of flow${goes}`;
  }

  function show() {
    const width = Math.max(box.clientWidth, ALLUVIAL.step * steps.length);
    const most = Math.max(...steps.map(({ blocks }) => blocks.length));
    const height = Math.min(640, Math.max(280, 26 * most));
    const top = 28;
    const [tall, viewBox] = [height + top + 8, `0 0 ${width} ${height + top + 8}`];
    const svg = draw("svg", { width, height: tall, viewBox, role: "group", "aria-labelledby": "alluvial-title" });
    const last = Math.min(ALLUVIAL.last, width / steps.length); // room for the names of the last step
    const column = (width - last) / Math.max(1, steps.length - 1);
    const left = (step) => column * step;
    const roomOf = (step) => (step === steps.length - 1 ? last : column) - ALLUVIAL.block - 2 * ALLUVIAL.gap;
    const down = (share) => top + share * height;
    const thickest = [...streams].sort((a, b) => b.flow[0] + b.flow[1] - a.flow[0] - a.flow[1]);
    const ribbons = thickest.map((stream) => ribbon(stream, left, down, height));
    const blocks = steps.map(({ blocks: all }, k) => all.map((block) => blockElement(block, k, left(k), down, height)));
    steps.forEach((step, k) => nameBlocks(step.blocks, blocks[k], left(k), down, height, roomOf(k)));
    const names = steps.map(({ name }, k) => {
      return draw("text", { x: left(k), y: 16, class: "step" }, cut(shown(name), roomOf(k) / 13));
    });
    svg.append(draw("g", { "aria-hidden": "true" }, ...names, ...ribbons), ...blocks.flat());
    const all = blocks.flat();
    rove(all, all[0]);
    svg.addEventListener("keydown", (event) => move(event, blocks));
    for (const kind of ["focusin", "pointerover"]) svg.addEventListener(kind, (event) => point(event, blocks, ribbons));
    svg.addEventListener("pointerleave", () => svg.classList.remove("pointing"));
    const notes = (alluvial.notes ?? []).map((note) => make("p", { class: "caption" }, note));
    box.replaceChildren(svg);
    byId("alluvial-notes").replaceChildren(...notes);
  }

  function ribbon({ step, from, to, flow, y, height: thick }, left, down, height) {
    const [a, b] = [left(step) + ALLUVIAL.block, left(step + 1)];
    const middle = (a + b) / 2;
    const [g, h] = thick.map((share) => Math.max(0.5, share * height));
    const [p, q] = y.map(down);
    const d = `M${a} ${p}C${middle} ${p} ${middle} ${q} ${b} ${q}v${h}C${middle} ${q + h} ${middle} ${p + g} ${a} ${p + g}z`;
    const source = steps[step].blocks[from];
    const goal = steps[step + 1].blocks[to];
    const title = draw("title", {}, `${shown(source.name)} \u2192 ${shown(goal.name)}: ${flow.map(percent).join(", ")}`);
    const made = draw("path", { d, class: "stream", "data-step": step, "data-from": from, "data-to": to }, title);
    made.style.setProperty("--colour", colour(source));
    return made;
  }

  function blockElement(block, step, x, down, height) {
    const tall = Math.max(1, block.height * height);
    const said = told(step, block);
    const made = draw("g", { class: "block", role: "img", tabindex: "-1", "aria-label": said }, draw("title", {}, said));
    made.style.setProperty("--colour", colour(block));
    made.append(draw("rect", { x, y: down(block.y), width: ALLUVIAL.block, height: tall }));
    return made;
  }

  /** Names beside blocks of a step, of the largest first, but none over another. */
  function nameBlocks(blocks, elements, x, down, height, room) {
    const named = [];
    const order = blocks.map((_, k) => k).sort((a, b) => blocks[b].height - blocks[a].height || a - b);
    order.forEach((k) => {
      const block = blocks[k];
      const middle = down(block.y + block.height / 2);
      if (block.height * height < ALLUVIAL.thinnest) return;
      if (named.some((other) => Math.abs(other - middle) < ALLUVIAL.label + 1)) return;
      named.push(middle);
      const name = cut(shown(block.name), room / ALLUVIAL.label);
      const where = { x: x + ALLUVIAL.block + ALLUVIAL.gap, y: middle + 4, "font-size": ALLUVIAL.label };
      elements[k].append(draw("text", { ...where, class: isBlank(block.name) ? "empty" : "" }, name));
    });
  }

  function placeOf(target, blocks) {
    const element = target.closest(".block");
    const step = blocks.findIndex((column) => column.includes(element));
    return step < 0 ? null : [step, blocks[step].indexOf(element)];
  }

  function move(event, blocks) {
    const place = placeOf(event.target, blocks);
    if (!place || !(event.key in ARROWS)) return;
    event.preventDefault();
    const [across, along] = ARROWS[event.key];
    const column = blocks[Math.max(0, Math.min(blocks.length - 1, place[0] + across))];
    const next = column[Math.max(0, Math.min(column.length - 1, place[1] + along))];
    if (!next) return;
    rove(blocks.flat(), next);
    next.focus();
  }

  function point(event, blocks, ribbons) {
    const place = placeOf(event.target, blocks);
    const path = event.target.closest(".stream");
    event.currentTarget.classList.toggle("pointing", Boolean(place || path));
    for (const made of ribbons) {
      const [step, from, to] = ["step", "from", "to"].map((key) => Number(made.dataset[key]));
      const touches = place && ((step === place[0] && from === place[1]) || (step + 1 === place[0] && to === place[1]));
      made.classList.toggle("of", made === path || Boolean(touches));
    }
  }

  return { show };
}

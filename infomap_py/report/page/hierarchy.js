// The hierarchy as an icicle: a row per level, as wide as the flow. Under the opened module, whose
// way up is above it; what is too narrow to be seen is one grey piece.

const ICICLE = { narrowest: 0.002, letters: 34, rows: 6, most: 700 };

function makeHierarchy(model, page) {
  const box = byId("hierarchy");
  let pieces = [];

  /** Pieces of all rows: `part` or null, `row`, and where they begin and end in [0, 1]. */
  function laidOut(opened) {
    const laid = [{ part: null, root: true, row: 0, start: 0, end: 1, above: null }];
    for (const id of trailTo(model, opened)) {
      laid.push({ part: partOf(model, "module", id), row: laid.length, start: 0, end: 1, above: laid[laid.length - 1] });
    }
    const top = laid[laid.length - 1];
    let row = [top];
    while (row.length > 0 && laid.length < ICICLE.most) {
      row = row.flatMap((piece) => divided(piece, top, laid));
    }
    return laid;
  }

  function divided(piece, top, laid) {
    if (piece.row - top.row >= ICICLE.rows) return [];
    const parts = partsOf(model, piece.root ? ROOT : piece.part.id);
    const whole = piece.root ? Math.max(parts.reduce((sum, part) => sum + part.flow, 0), 1e-300) : piece.part.flow;
    const scale = (piece.end - piece.start) / whole;
    const made = [];
    let start = piece.start;
    for (const part of parts) {
      const width = part.flow * scale;
      if (width < ICICLE.narrowest) break;
      made.push({ part, row: piece.row + 1, start, end: Math.min(start + width, piece.end), above: piece });
      start += width;
    }
    laid.push(...made);
    const rest = { part: null, row: piece.row + 1, start, end: piece.end, above: piece };
    if (made.length < parts.length && piece.end - start > ICICLE.narrowest / 2) laid.push(rest);
    return made.filter(({ part }) => part.kind === "module");
  }

  function pieceElement(piece) {
    const name = piece.root ? page.whole : piece.part ? nameElement(piece.part.names) : "";
    const kind = piece.root ? "piece root" : piece.part ? `piece ${piece.part.kind}` : "piece rest";
    const isButton = piece.root || piece.part;
    const element = isButton ? make("button", { type: "button" }, name) : make("div");
    element.setAttribute("class", kind);
    element.style.setProperty("--row", piece.row);
    element.style.left = `${100 * piece.start}%`;
    element.style.width = `${100 * (piece.end - piece.start)}%`;
    if ((piece.end - piece.start) * box.clientWidth < ICICLE.letters) element.classList.add("narrow");
    if (piece.part) {
      element.style.setProperty("--colour", piece.part.colour);
      element.setAttribute("aria-label", `${spoken(model, piece.part)}, level ${piece.row}`);
      element.setAttribute("title", `${listed(piece.part.names)}: ${percent(piece.part.flow)}`);
    }
    if (!piece.part && !piece.root) element.setAttribute("title", "Smaller ones");
    return element;
  }

  function show(opened) {
    const hadFocus = box.contains(document.activeElement);
    pieces = laidOut(opened).map((piece) => ({ ...piece, from: piece, element: pieceElement(piece) }));
    for (const piece of pieces) {
      const isOpened = piece.root ? opened === ROOT : piece.part?.kind === "module" && piece.part.id === opened;
      if (isOpened) piece.element.setAttribute("aria-current", "true");
      piece.element.addEventListener("click", () => activate(piece));
    }
    box.style.setProperty("--rows", Math.max(...pieces.map((piece) => piece.row)) + 1);
    box.replaceChildren(...pieces.map((piece) => piece.element));
    const current = pieces.find((piece) => piece.element.hasAttribute("aria-current")) ?? pieces[0];
    rove(keyed().map((piece) => piece.element), current.element);
    if (hadFocus) current.element.focus({ preventScroll: true });
  }

  const keyed = () => pieces.filter((piece) => piece.root || piece.part);

  function activate(piece) {
    if (piece.root) page.open(ROOT);
    else if (piece.part) page.activate(piece.part);
  }

  function next(piece, key) {
    const list = keyed();
    if (key === "ArrowUp") return list.find((other) => other.from === piece.above);
    if (key === "ArrowDown") return list.find((other) => other.above === piece.from);
    const row = list.filter((other) => other.row === piece.row);
    if (key === "Home") return row[0];
    if (key === "End") return row[row.length - 1];
    return row[row.indexOf(piece) + (key === "ArrowRight" ? 1 : -1)];
  }

  box.addEventListener("keydown", (event) => {
    const piece = pieces.find(({ element }) => element === event.target);
    if (!piece || !["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const to = next(piece, event.key);
    if (!to) return;
    rove(keyed().map(({ element }) => element), to.element);
    to.element.focus();
  });

  return {
    show,
    mark(found) {
      box.classList.toggle("searching", found !== null);
      for (const { part, element } of pieces) {
        element.classList.toggle("found", found !== null && part !== null && isFound(found, part));
      }
    },
    choose(chosen) {
      for (const { part, element } of pieces) {
        element.classList.toggle("chosen", Boolean(part && chosen && part.kind === chosen.kind && part.id === chosen.id));
      }
    },
  };
}

// Names in discs: as many, and as large, as there is room for.

const LABEL = { smallest: 11, largest: 19, line: 1.18, margin: 4 };
const ELLIPSIS = "\u2026";

const measureWith = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** How wide a text is, in font sizes. */
function widthOf(text) {
  let width = widths.get(text);
  if (width === undefined) {
    measureWith.font = `600 20px ${getComputedStyle(document.body).fontFamily}`;
    width = measureWith.measureText(text).width / 20;
    widths.set(text, width);
  }
  return width;
}

/** The text, or what there is room for in so many font sizes: the end of a path, which tells it from
 * others, the beginning of what is none; nothing if that would be less than a letter. */
function cut(text, room) {
  if (widthOf(text) <= room) return text;
  const isPath = text.includes("/");
  const letters = Array.from(isPath ? text.slice(-200) : text.slice(0, 200));
  const part = (length) =>
    isPath ? ELLIPSIS + letters.slice(-length).join("") : letters.slice(0, length).join("") + ELLIPSIS;
  let [most, least] = [letters.length, 0];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (widthOf(part(middle)) <= room) least = middle;
    else most = middle - 1;
  }
  if (least === 0) return "";
  const whole = isPath ? letters.slice(-least).indexOf("/") : -1; // folders with all of their name
  return part(whole > 0 ? least - whole : least);
}

/** How much room each of so many lines has in a disc, in pixels. */
function rooms(radius, lines, size) {
  return Array.from({ length: lines }, (_, line) => {
    const middle = Math.abs(line - (lines - 1) / 2) * LABEL.line * size;
    const edge = middle + size * 0.45;
    const inside = radius - Math.max(LABEL.margin, 0.07 * radius);
    return edge < inside ? 2 * Math.sqrt(inside * inside - edge * edge) : 0;
  });
}

/** One name over as many lines, cut at spaces. */
function wrapped(name, lines) {
  const words = name.split(/\s+/);
  if (words.length < lines) return null;
  const target = widthOf(name) / lines;
  const made = [""];
  for (const word of words) {
    const line = made[made.length - 1];
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > 1.15 * target && made.length < lines) made.push(word);
    else made[made.length - 1] = longer;
  }
  return made.length === lines ? made : null;
}

/** What could be written: several names, or one over several lines; the best first. */
function candidates(names, radius) {
  const most = radius > 110 ? 6 : radius > 75 ? 5 : radius > 55 ? 4 : radius > 38 ? 3 : 2;
  const texts = names.map(shown);
  if (texts.length === 1) {
    return [[texts[0]], wrapped(texts[0], 2), wrapped(texts[0], 3), wrapped(texts[0], 4)].filter(Boolean);
  }
  return Array.from({ length: Math.min(most, texts.length) }, (_, less) =>
    texts.slice(0, Math.min(most, texts.length) - less),
  );
}

/** Lines and their font size in a disc of this radius in pixels, or null. */
function fitted(names, radius) {
  if (radius < 13 || names.length === 0) return null;
  const tries = candidates(names.slice(0, 6), radius);
  const largest = Math.min(LABEL.largest, Math.max(LABEL.smallest, radius / 2.6));
  for (const lines of tries) {
    for (let size = largest; size >= LABEL.smallest; size -= 1) {
      const room = rooms(radius, lines.length, size);
      if (lines.every((line, k) => widthOf(line) * size <= room[k])) return { lines, size };
    }
  }
  const size = LABEL.smallest;
  const count = Math.min(names.length, radius > 60 ? 3 : radius > 40 ? 2 : 1);
  const room = rooms(radius, count, size);
  const lines = names.slice(0, count).map((name, k) => cut(shown(name), room[k] / size));
  return lines[0].length > 3 || lines[0] === shown(names[0]) ? { lines, size } : null;
}

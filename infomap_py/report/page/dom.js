// Elements, and how names and numbers are written. Whatever comes from the data gets into the page
// as text of an element or value of an attribute, never as markup.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** An element of HTML; children are elements or texts. */
function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An element of SVG. */
function draw(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function button(attributes, content, onClick) {
  const made = make("button", { type: "button", ...attributes }, content);
  made.addEventListener("click", onClick);
  return made;
}

const isBlank = (name) => name.replace(/\p{Cf}/gu, "").trim() === ""; // what only joins or turns letters shows none
const shown = (name) => (isBlank(name) ? "(empty)" : name);

/** Several names in one line; where names have commas themselves, semicolons are between them. */
function listed(names, most = 3) {
  const texts = names.slice(0, most).map(shown);
  return texts.join(texts.some((text) => text.includes(",")) ? "; " : ", ");
}

/** Names of the reader's: of any script and direction, which does not reach what is around them. */
function nameElement(names, most = 3) {
  const kind = names.length === 0 || names.every(isBlank) ? "name empty" : "name";
  return make("span", { class: kind, dir: "auto" }, names.length ? listed(names, most) : "(empty)");
}

function chip(colour) {
  const made = make("span", { class: "chip", "aria-hidden": "true" });
  made.style.setProperty("--colour", colour);
  return made;
}

const count = (number) => number.toLocaleString("en");
const counted = (number, [one, many]) => `${count(number)} ${number === 1 ? one : many}`;
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** A share of the whole, with three digits. */
function percent(share) {
  if (share > 0 && share < 0.00001) return "< 0.001\u00a0%";
  const digits = share >= 0.1 ? 1 : share >= 0.01 ? 2 : 3;
  return `${(100 * share).toFixed(share === 0 ? 0 : digits)}\u00a0%`;
}

const bits = (number) => number.toFixed(4);

let announcing = 0;
/** What a screen reader says when it has time; of several in a row the last. */
function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    byId("live").textContent = text;
  }, 200);
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Of several elements that arrow keys go between, the one that Tab comes to. */
function rove(elements, current) {
  for (const element of elements) element.setAttribute("tabindex", element === current ? "0" : "-1");
}

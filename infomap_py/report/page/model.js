// What the page knows: modules, their parts, and what a search finds among them.

const ROOT = -1;

function readModel(data) {
  const { modules, nodes } = data;
  const inside = Array.from({ length: modules.parent.length + 1 }, () => []);
  const members = Array.from({ length: modules.parent.length }, () => []);
  const depth = [];
  const path = [];
  modules.parent.forEach((parent, id) => {
    const rank = inside[parent + 1].length; // from 0, as ids and paths in Python
    inside[parent + 1].push(id);
    depth.push(parent === ROOT ? 1 : depth[parent] + 1);
    path.push(parent === ROOT ? `${rank}` : `${path[parent]}:${rank}`);
  });
  nodes.module.forEach((module, node) => members[module].push(node));
  return {
    data,
    modules,
    nodes,
    depth,
    path,
    members,
    childrenOf: (module) => inside[module + 1],
    scene: (module) => data.scenes[module],
    isLowest: (module) => module !== ROOT && modules.children[module] === 0,
    colour: (module) => data.palette[modules.colour[module] % data.palette.length],
  };
}

/** From the outermost module to this one. */
function trailTo(model, module) {
  const trail = [];
  for (let id = module; id !== ROOT; id = model.modules.parent[id]) trail.unshift(id);
  return trail;
}

/** The parts of a module that are on the page: modules, or nodes. */
function partsOf(model, module) {
  const ofNodes = model.isLowest(module);
  const ids = ofNodes ? model.members[module] : model.childrenOf(module);
  return ids.map((id) => partOf(model, ofNodes ? "node" : "module", id));
}

/** A module or a node, as maps and lists show it. */
function partOf(model, kind, id) {
  const module = kind === "node" ? model.nodes.module[id] : id;
  const of = kind === "node" ? model.nodes : model.modules;
  return {
    kind,
    id,
    names: kind === "node" ? [of.name[id]] : of.names[id],
    flow: of.flow[id],
    size: kind === "node" ? 1 : of.size[id],
    leaving: kind === "node" || !(of.flow[id] > 0) ? 0 : Math.min(1, of.exit[id] / of.flow[id]),
    colour: model.colour(module),
    parent: kind === "node" ? module : of.parent[id],
  };
}

/** What a screen reader says of it. */
function spoken(model, part) {
  const what = part.kind === "node" ? model.data.member[0] : model.data.noun[0];
  const size = part.kind === "node" ? "" : `, ${counted(part.size, model.data.member)}`;
  return `${capital(what)} ${listed(part.names)}${size}, ${percent(part.flow)} of flow`;
}

const folded = (text) => text.normalize("NFC").toLowerCase();

/** Searches for what has a text in one of its names, whatever its case. */
function makeSearch(model) {
  let texts = null;
  const read = () => ({
    module: model.modules.names.map((names) => folded(names.join("\n"))),
    node: model.nodes.name.map(folded),
  });
  return (query) => {
    const wanted = folded(query.trim());
    if (wanted === "") return null;
    texts ??= read();
    const found = { module: new Set(), node: new Set(), around: new Set() };
    for (const kind of ["module", "node"]) {
      texts[kind].forEach((text, id) => {
        if (!text.includes(wanted)) return;
        found[kind].add(id);
        let around = kind === "node" ? model.nodes.module[id] : id;
        for (; around !== ROOT && !found.around.has(around); around = model.modules.parent[around]) {
          found.around.add(around);
        }
      });
    }
    return found;
  };
}

/** Whether a part is what was searched for, or holds it. */
const isFound = (found, part) =>
  part.kind === "node" ? found.node.has(part.id) : found.around.has(part.id);

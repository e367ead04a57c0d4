// Modules and nodes as tables: a page of rows at a time, in the order of any column, and only those
// that the search has found.

const ROWS = 50;

function makeTable(model, page) {
  const { modules, nodes, data } = model;
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  // Of words: what their source knows besides.
  const also = (of, key, name, write) =>
    of[key] ? [{ name, value: (id) => of[key][id] ?? -1, text: (id) => (of[key][id] === null ? "" : write(of[key][id])) }] : [];
  const flow = (of) => ({ name: "Flow", value: (id) => of.flow[id], text: (id) => percent(of.flow[id]) });
  const kinds = {
    module: {
      nouns: data.noun,
      length: modules.parent.length,
      total: data.total.modules,
      names: (id) => modules.names[id],
      colour: (id) => model.colour(id),
      columns: [
        flow(modules),
        { name: capital(data.member[1]), value: (id) => modules.size[id], text: (id) => count(modules.size[id]) },
        ...also(modules, "count", "Occurrences", count),
        ...also(modules, "coherence", "Coherence", (value) => value.toFixed(3)),
        { name: "Enters", value: (id) => modules.enter[id], text: (id) => percent(modules.enter[id]) },
        { name: "Leaves", value: (id) => modules.exit[id], text: (id) => percent(modules.exit[id]) },
        { name: "Bits", value: (id) => modules.bits[id], text: (id) => bits(modules.bits[id]) },
        { name: "Id", sorts: (id) => model.path[id], text: (id) => model.path[id] },
      ],
    },
    node: {
      nouns: data.member,
      length: nodes.module.length,
      total: data.total.nodes,
      names: (id) => [nodes.name[id]],
      colour: (id) => model.colour(nodes.module[id]),
      columns: [
        flow(nodes),
        ...also(nodes, "count", "Occurrences", count),
        { name: capital(data.noun[0]), sorts: (id) => model.path[nodes.module[id]], text: (id) => model.path[nodes.module[id]] },
      ],
    },
  };
  for (const [kind, table] of Object.entries(kinds)) {
    table.kind = kind;
    table.columns.unshift({ name: kind === "module" ? "Names" : "Name", sorts: (id) => listed(table.names(id)), isName: true });
    table.sort = { column: table.columns.findIndex(({ name }) => name === "Flow"), down: true };
  }
  let current = kinds.module;
  let found = null;
  let start = 0;
  let order = [];

  function arrange() {
    const { column, down } = current.sort;
    const { value, sorts } = current.columns[column];
    order = Array.from({ length: current.length }, (_, id) => id);
    if (found) order = order.filter((id) => found[current.kind].has(id));
    const keys = new Map(order.map((id) => [id, (value ?? sorts)(id)]));
    const by = value ? (a, b) => keys.get(a) - keys.get(b) : (a, b) => compare(keys.get(a), keys.get(b));
    order.sort(down ? (a, b) => by(b, a) || a - b : (a, b) => by(a, b) || a - b);
    start = 0;
  }

  function headCell(column, position) {
    const { sort } = current;
    const sorted = sort.column === position;
    const made = make("th", { scope: "col", class: column.value ? "number" : "text" });
    if (sorted) made.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
    made.append(
      button({ class: "sort" }, column.name, () => {
        const down = sorted ? !sort.down : Boolean(column.value);
        current.sort = { column: position, down };
        arrange();
        fill();
        byId("table").querySelectorAll("th button")[position].focus();
        announce(`Sorted by ${column.name}, ${down ? "largest" : "smallest"} first`);
      }),
    );
    return made;
  }

  function row(id) {
    const cells = current.columns.map((column) => {
      if (!column.isName) return make("td", { class: column.value ? "number" : "text" }, column.text(id));
      const part = partOf(model, current.kind, id);
      const choose = button({ class: "row-name" }, chip(current.colour(id)), () => page.goTo(part));
      choose.append(nameElement(current.names(id), 6));
      return make("th", { scope: "row" }, choose);
    });
    const made = make("tr", {}, ...cells);
    made.addEventListener("click", (event) => {
      if (!event.target.closest("button")) page.goTo(partOf(model, current.kind, id));
    });
    return made;
  }

  function fill() {
    const rows = order.slice(start, start + ROWS);
    const caption = make("caption", { class: "unseen" }, capital(current.nouns[1]));
    const head = make("thead", {}, make("tr", {}, ...current.columns.map(headCell)));
    byId("table").replaceChildren(make("table", { class: current.kind }, caption, head, make("tbody", {}, ...rows.map(row))));
    const end = Math.min(start + ROWS, order.length);
    byId("page-rows").textContent =
      order.length === 0
        ? `No ${current.nouns[1]}${found ? " found" : ""}`
        : `${count(start + 1)}\u2013${count(end)} of ${counted(order.length, current.nouns)}`;
    for (const id of ["page-first", "page-back"]) byId(id).disabled = start === 0;
    for (const id of ["page-on", "page-last"]) byId(id).disabled = end === order.length;
  }

  function turn(to) {
    start = Math.max(0, Math.min(to, ROWS * Math.floor((order.length - 1) / ROWS)));
    fill();
    announce(byId("page-rows").textContent);
  }
  byId("page-first").addEventListener("click", () => turn(0));
  byId("page-back").addEventListener("click", () => turn(start - ROWS));
  byId("page-on").addEventListener("click", () => turn(start + ROWS));
  byId("page-last").addEventListener("click", () => turn(order.length));

  const choices = Object.values(kinds).map((table) =>
    button({ class: "tool", "data-kind": table.kind }, "", () => choose(table)),
  );
  byId("kinds").append(...choices);

  function choose(table) {
    current = table;
    arrange();
    fill();
    label();
  }

  function label() {
    for (const made of choices) {
      const table = kinds[made.dataset.kind];
      const length = found ? found[table.kind].size : table.length;
      const all = found ? table.length : table.total;
      made.textContent = `${capital(table.nouns[1])} (${count(length)}${length < all ? ` of ${count(all)}` : ""})`;
      made.setAttribute("aria-pressed", String(table === current));
    }
  }

  return {
    /** What the search has found; where that is of one kind, the rows are. */
    mark(now) {
      found = now;
      const other = current === kinds.module ? kinds.node : kinds.module;
      const isElsewhere = found && found[current.kind].size === 0 && found[other.kind].size > 0;
      choose(isElsewhere ? other : current);
    },
  };
}

// The page: what is opened, chosen and searched for, and who is told of it.

function readTheme() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null; // of a file, some browsers keep nothing
  }
}

function keepTheme(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // it holds for this page, then
  }
}

function makeTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = byId("theme");
  let wanted = readTheme();
  const isDark = () => (wanted ? wanted === "dark" : dark.matches);
  const apply = () => {
    if (wanted) document.documentElement.dataset.theme = wanted;
    theme.setAttribute("aria-pressed", String(isDark()));
  };
  theme.addEventListener("click", () => {
    wanted = isDark() ? "light" : "dark";
    keepTheme(wanted);
    apply();
  });
  dark.addEventListener("change", apply);
  apply();
}

function start() {
  const model = readModel(JSON.parse(byId("data").textContent));
  const { data } = model;
  const search = makeSearch(model);
  const state = { opened: ROOT, chosen: null, found: null };
  const nameOf = (module) => (module === ROOT ? page.whole : listed(model.modules.names[module]));

  const page = {
    whole: `All ${data.noun[1]}`,
    opened: () => state.opened,
    /** Show what is inside a module; the browser's way back leads out of it. */
    open(module) {
      if (module === state.opened) page.choose(null);
      else go(module);
    },
    up: () => state.opened !== ROOT && page.open(model.modules.parent[state.opened]),
    activate(part) {
      if (part.kind === "module") page.open(part.id);
      else if (part.parent === state.opened) page.choose(part);
      else page.goTo(part);
    },
    choose(part, withFocus = false) {
      state.chosen = part;
      const isThere = views.map.choose(part, withFocus);
      views.hierarchy.choose(part);
      page.peek(part, part && !isThere ? "Not among the discs of this map, which are those with most flow." : "");
      if (part) announce(spoken(model, part));
    },
    /** Show the map that a part is on, and choose it there. */
    goTo(part) {
      if (part.parent !== state.opened) go(part.parent);
      byId("map-section").scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "start" });
      page.choose(part, true);
    },
    /** Numbers of a part beside the map, without choosing it. */
    peek(part, remark = "") {
      const subject = part ?? (state.opened === ROOT ? null : partOf(model, "module", state.opened));
      views.panel.show(subject, part && views.map.nearOf(part), remark);
    },
    told: (part) =>
      `${part.kind === "node" ? "" : `${counted(part.size, data.member)}, `}${percent(part.flow)} of flow`,
  };

  const views = {
    map: makeMap(model, page),
    panel: makePanel(model, page),
    hierarchy: makeHierarchy(model, page),
    table: makeTable(model, page),
    alluvial: makeAlluvial(model),
  };

  function go(module) {
    history.pushState(null, "", module === ROOT ? "#all" : `#m${module}`);
    follow();
  }

  /** Opens what the address says. */
  function follow(animated = true) {
    const given = /^#m(\d+)$/.exec(location.hash);
    const isPlace = location.hash !== "" && location.hash !== "#all" && !given;
    if (isPlace && animated) return; // such as #lists, where what is opened stays so
    const module = given && Number(given[1]) < model.depth.length ? Number(given[1]) : ROOT;
    const isNew = animated && module !== state.opened;
    state.opened = module;
    const scene = model.scene(module);
    if (!scene) byId("no-map").replaceChildren(...reasons(module));
    views.map.show(module, animated);
    views.hierarchy.show(module);
    trail(module);
    page.choose(null);
    mark();
    byId("up").disabled = module === ROOT;
    byId("map-note").textContent = scene ? remark(scene) : "";
    const parts = scene ? counted(scene.part.length, partWords(scene)) : "no map";
    if (isNew) announce(`Opened ${nameOf(module)}: ${parts}`);
  }

  const partWords = (scene) => (scene.of_nodes ? data.member : data.noun);

  function reasons(module) {
    const size = model.modules.size[module];
    const why =
      size === 1
        ? `This ${data.noun[0]} is one ${data.member[0]}.`
        : `There is no map of this ${data.noun[0]}: the page has room for those with most flow. It has ${counted(size, data.member)}.`;
    return [
      make("p", {}, why),
      button({ class: "tool" }, "Back", () => page.up()),
    ];
  }

  function remark(scene) {
    const area = `Areas of discs go by flow${scene.of_nodes ? "" : ", rings by the flow that leaves"}, lines by the flow exchanged.`;
    if (!scene.hidden) return area;
    const less = `${counted(scene.hidden, partWords(scene))} with ${percent(scene.hidden_flow)} of flow`;
    return `${area} ${less} ${scene.hidden === 1 ? "is" : "are"} too small for this map.`;
  }

  function trail(module) {
    const items = [ROOT, ...trailTo(model, module)].map((id) => {
      const name = id === ROOT ? page.whole : nameElement(model.modules.names[id]);
      const made = button({ class: "crumb" }, name, () => page.open(id));
      if (id === module) made.setAttribute("aria-current", "location");
      return make("li", {}, made);
    });
    byId("trail").replaceChildren(...(module === ROOT ? [] : items));
  }

  function mark() {
    views.map.mark(state.found);
    views.hierarchy.mark(state.found);
  }

  function find() {
    state.found = search(byId("query").value);
    mark();
    views.table.mark(state.found);
    const told = state.found
      ? `${counted(state.found.module.size, data.noun)}, ${counted(state.found.node.size, data.member)}`
      : "";
    byId("found").textContent = told;
    announce(told && `Found ${told}`);
  }

  function tellFacts() {
    const tall = (value) => {
      const [number, unit] = /^([\d.,]+)(\D.*)?$/s.exec(value)?.slice(1) ?? [value];
      return make("dd", {}, number, make("span", { class: "unit" }, unit ?? ""));
    };
    byId("numbers").append(...data.numbers.map(([name, value]) => make("div", {}, make("dt", {}, name), tall(value))));
    byId("notes-section").hidden = data.notes.length === 0;
    byId("notes").append(...data.notes.map((note) => make("li", {}, note)));
    byId("provenance").append(
      ...data.provenance.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", { dir: "auto" }, value))),
    );
    byId("map-title").textContent = `Map of ${data.noun[1]}`;
    byId("lists-title").textContent = `${capital(data.noun[1])} and ${data.member[1]}`;
    byId("query").placeholder = `Search ${data.noun[1]} and ${data.member[1]}`;
    byId("alluvial-help").textContent = `Heights go by flow. A stream is of the ${data.member[1]} that two ${data.noun[1]} have in common.`;
    byId("alluvial-title").textContent = `What became of the ${data.noun[1]}`;
    byId("map-help").textContent = `A click or Enter opens a ${data.noun[0]}, Escape leads back; arrow keys go from disc to disc, + and \u2212 zoom.`;
    byId("hierarchy-note").textContent = `A row per level, widths by flow. The rows under the last ${data.noun[1]} are ${data.member[1]}.`;
  }

  tellFacts();
  makeTheme();
  listenToGestures(views.map, page);
  follow(false);
  views.table.mark(null);
  views.alluvial.show();
  addEventListener("hashchange", () => follow());
  byId("up").addEventListener("click", () => page.up());
  byId("zoom-in").addEventListener("click", () => views.map.zoom(ZOOM.step));
  byId("zoom-out").addEventListener("click", () => views.map.zoom(1 / ZOOM.step));
  byId("zoom-all").addEventListener("click", () => views.map.zoomAll());
  byId("query").addEventListener("input", find);
  const toTable = (event) => {
    event.preventDefault();
    byId("lists").scrollIntoView({ behavior: calm() ? "auto" : "smooth" });
    byId("lists").focus({ preventScroll: true });
  };
  byId("search").addEventListener("submit", toTable);
  byId("skip").addEventListener("click", toTable);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.target === byId("query")) return;
    if (state.chosen) page.choose(null);
    else page.up();
  });
  let width = byId("map").clientWidth;
  new ResizeObserver(() => {
    if (byId("map").clientWidth === width) return;
    width = byId("map").clientWidth;
    views.map.resize();
    views.hierarchy.show(state.opened);
    page.choose(state.chosen);
    mark();
    views.alluvial.show();
  }).observe(byId("map"));
}

start();

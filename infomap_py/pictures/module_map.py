"""The map of modules: a disc for each, with its most visited nodes, and the flow between them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from infomap_py.errors import counted
from infomap_py.labels import label_text
from infomap_py.modules import Module
from infomap_py.option_checks import check_integer
from infomap_py.pictures import svg
from infomap_py.pictures.disc_labels import LETTERS_OF_NAME
from infomap_py.pictures.disc_map import MAX_DISCS, Disc, DiscMap, caption_of, disc_map
from infomap_py.pictures.scenes import Scene, Scenes, top_names
from infomap_py.provenance import description
from infomap_py.tree import ROOT
from infomap_py.tree_places import text_of_path

if TYPE_CHECKING:
    from infomap_py.partition import Partition

NEARLY_ALL = 0.95  # of the flow in one part: a map of parts would be one disc, and so it is opened
NAMES_IN_DISC, NAMES_IN_TITLE, LETTERS_IN_TITLE = 7, 10, 60


def module_map(
    partition: Partition,
    *,
    num_modules: int = 60,
    width: int = 1200,
    height: int = 900,
    with_provenance: bool = True,
) -> str:
    """Draw the modules of a partition as an SVG document.

    A disc is a module, of a hierarchy an outermost one, with an area in proportion to its flow. Its
    border takes the share of the area that is the share of its steps that leave it. In the disc are
    its most visited nodes, as many as fit, or beside it the first; for those of the ten largest
    room is looked for farther away, too. "#12" stands for a module whose name has no place. Lines
    are the flow between two modules, either way, the strongest of each; their width goes with its
    root, as the radius of discs does. Modules that exchange much flow are near each other. The
    colour goes by id, and has no other meaning. What is not drawn is said below the map, and the
    numbers of a module are shown when the mouse rests on it.

    A module with 95 % of the flow or more is opened, as its disc would be the picture: what is in
    it is drawn, modules or nodes, and the line below says so. States are named by the nodes that
    they are of.

    The flow is computed anew, as no result keeps it.

    Parameters
    ----------
    partition : Partition
    num_modules : int in 1, ..., 500
        The largest ones; those that are never visited are left out.
    width, height : int
        In pixels, of which a browser may make more.
    with_provenance : bool
        Whether the document says what made the partition, where it is not seen.

    Raises
    ------
    OptionError
        A number is out of range.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> from infomap_py.pictures.module_map import module_map
    >>> drawing = module_map(infomap_py.partition(nx.barbell_graph(3, 0)))
    >>> drawing.count("<circle"), drawing.count("<line")  # two circles for each disc
    (4, 1)
    """
    check_integer("num_modules", num_modules, 1, MAX_DISCS)
    return disc_map(
        "Module map",
        modules_drawn(partition, num_modules),
        width=width,
        height=height,
        description=description(partition) if with_provenance else "",
    )


def modules_drawn(
    partition: Partition, num_modules: int, name_of: Callable[[Hashable], str] = label_text
) -> DiscMap:
    """What is on the map, in whatever medium; nodes may be called otherwise than by label."""
    scenes = Scenes(partition)
    opened, scene = _scene(scenes, num_modules)
    discs = _nodes if scene.of_nodes else _modules
    return DiscMap(
        discs(scenes, scene, opened, name_of), scene.between, _caption(scenes, scene, opened)
    )


def _scene(scenes: Scenes, most: int) -> tuple[int, Scene]:
    """Of the innermost module that nearly all of the flow is in, and that module."""
    module, scene = ROOT, scenes.inside(ROOT, most)
    while not scene.of_nodes and scene.flow.sum() > 0.0:
        if scene.flow[0] < NEARLY_ALL * (scene.flow.sum() + scene.hidden_flow):
            break
        module = int(scene.ids[0])
        scene = scenes.inside(module, most)
    return module, _visited(scene)


def _visited(scene: Scene) -> Scene:
    """The same less parts without flow, which stand last."""
    count = int((scene.flow > 0.0).sum())
    return scene._replace(
        ids=scene.ids[:count],
        flow=scene.flow[:count],
        exit_flow=scene.exit_flow[:count],
        between=scene.between[:count, :count],
        num_hidden=scene.num_hidden + len(scene.ids) - count,
    )


def _modules(
    scenes: Scenes, scene: Scene, _opened: int, name_of: Callable[[Hashable], str]
) -> list[Disc]:
    outline = scenes.partition.tree.outline
    return [_disc(Module(outline, m), name_of) for m in scene.ids.tolist()]


def _disc(module: Module, name_of: Callable[[Hashable], str]) -> Disc:
    names = top_names(module, max(NAMES_IN_DISC, NAMES_IN_TITLE), name_of)
    return Disc(
        module.id, module.flow, module.exit_flow, names[:NAMES_IN_DISC], _told(module, names)
    )


def _told(module: Module, names: list[str]) -> str:
    held = len(module.child_ids)
    in_modules = f" in {counted(held, 'module')}" if held else ""
    more = f", {svg.MORE}" if module.size > len(names) else ""
    shown = (svg.shortened(name, LETTERS_OF_NAME) for name in names[:NAMES_IN_TITLE])
    return (
        f"Module {text_of_path(list(module.path))}: {100 * module.flow:.2f} % of the flow, "
        f"{counted(module.size, 'node')}{in_modules}\n"
        f"entered {module.enter_flow:.4f}, left {module.exit_flow:.4f} times per step; "
        f"{module.bits:.4f} bits per step\n{', '.join(shown)}{more}"
    )


def _nodes(
    scenes: Scenes, scene: Scene, module: int, name_of: Callable[[Hashable], str]
) -> list[Disc]:
    """Without a border: nearly every step leaves a node."""
    names = [name_of(scenes.labels[u]) for u in scene.ids.tolist()]
    return [
        Disc(
            *(max(module, 0), flow, 0.0, [name]),
            f"{svg.shortened(name, LETTERS_IN_TITLE)}: {100 * flow:.2f} % of the flow",
        )
        for name, flow in zip(names, scene.flow.tolist(), strict=True)
    ]


def _caption(scenes: Scenes, scene: Scene, opened: int) -> str:
    noun = "node" if scene.of_nodes and opened != ROOT else "module"
    drawn = f"{counted(len(scene.ids), noun)} with {100 * scene.flow.sum():.0f} % of the flow"
    which = "smaller" if len(scene.ids) else "unvisited"
    left_out = [counted(scene.num_hidden, f"{which} {noun}")] * (scene.num_hidden > 0)
    if opened == ROOT:
        return caption_of(drawn, left_out)
    module = Module(scenes.partition.tree.outline, opened)
    others, above = 0, module.parent
    while above is not None:
        others, above = others + len(above.child_ids) - 1, above.parent
    left_out += [counted(others, "other module")] * (others > 0)
    share = f"{100 * module.flow:.3g} % of the flow"
    where = f"In module {text_of_path(list(module.path))}, which has {share}" * (others > 0)
    where = where or "In the only module"
    return caption_of(f"{where}: {drawn}", left_out, with_border=not scene.of_nodes)

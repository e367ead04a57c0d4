"""The scenes of a page: the root's, and those of modules by decreasing flow."""

from __future__ import annotations

from typing import Any

import numpy as np

from infomap_py.arrays import Ids, Vector
from infomap_py.pictures.disc_map import strongest_links
from infomap_py.pictures.layout import placed
from infomap_py.pictures.scenes import Scene, Scenes
from infomap_py.report.outline import PageOutline
from infomap_py.tree import ROOT

WIDTH, HEIGHT, GAP = 1200.0, 800.0, 9.0
OUTER_PARTS, INNER_PARTS = 60, 30
PARTS = 8_000  # of all scenes: some 50 bytes each
LEAST_AREA = 1e-4  # of the largest: what has no flow can still be seen and opened


def scenes_of(outline: PageOutline) -> dict[str, dict[str, Any]]:
    """By module on the page, -1 for the root."""
    scenes, made, spent = Scenes(outline.partition), {}, 0
    nodes_of = np.bincount(outline.place[outline.nodes.module], minlength=len(outline.modules))
    first_node = np.cumsum(nodes_of) - nodes_of
    parent = outline.place[outline.tree.parent[outline.modules]]
    modules_of = np.bincount(parent + 1, minlength=len(outline.modules) + 1)
    for place in [ROOT, *outline.place[outline.dealt_out].tolist()]:
        listed = int(modules_of[place + 1] or nodes_of[place]) if len(nodes_of) else 0
        most = min(listed, OUTER_PARTS if place == ROOT else INNER_PARTS)
        if (most < 2 and place != ROOT) or spent + most > PARTS:
            continue
        module = ROOT if place == ROOT else int(outline.modules[place])
        scene = scenes.inside(module, most)
        part = np.arange(most) + (first_node[place] if scene.of_nodes and place != ROOT else 0)
        if not scene.of_nodes:
            part = outline.place[scene.ids]
        made[str(place)] = drawn(scene, part)
        spent += most
    return made


def drawn(scene: Scene, part: Ids) -> dict[str, Any]:
    """A scene as the page has it."""
    areas = np.maximum(scene.flow, max(LEAST_AREA * scene.flow.max(initial=0.0), 1e-300))
    discs = placed(areas, scene.between, WIDTH, HEIGHT, GAP)
    return {
        "part": part.tolist(),
        **{
            name: np.round(values, 1).tolist()
            for name, values in zip(("x", "y", "r"), discs, strict=True)
        },
        "links": _links(scene.between),
        "hidden": scene.num_hidden,
        "hidden_flow": round(scene.hidden_flow, 6),
        "of_nodes": scene.of_nodes,
    }


def _links(between: Vector) -> list[float]:
    """The strongest links of each part, the strongest first: one, other, share of that."""
    links = reversed(strongest_links(between))
    return [number for u, v, share in links for number in (u, v, round(share, 4))]

"""The options that define what is coded, checked once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, TypeVar, get_args

from infomap_py.errors import OptionError
from infomap_py.limits import LARGEST_FACTOR, MAX_NODES, SMALLEST_VARIABLE_SCALE
from infomap_py.option_checks import (
    check_flag,
    check_integer,
    check_number,
    check_positive,
    is_one_of,
)

FlowModel = Literal["undirected", "directed", "undirdir", "outdirdir", "rawdir", "precomputed"]
FLOW_MODELS: tuple[str, ...] = get_args(FlowModel)
FLAGS = (
    "recorded_teleportation",
    "self_links",
    "node_weights_as_flow",
    "regularized",
    "variable_markov_time",
    "adjust_bipartite_flow",
    "bipartite_teleportation",
)


@dataclass(frozen=True)
class FlowOptions:
    """How the walk moves, and which part of it is coded; see :func:`infomap_py.partition`.

    Raises
    ------
    OptionError
        A value is outside its range, or two options contradict each other.
    """

    directed: bool | None = None
    flow_model: str | None = None
    teleportation_probability: float = 0.15
    recorded_teleportation: bool = False
    teleport_to: str = "links"
    markov_time: float = 1.0
    self_links: bool = True
    node_weights_as_flow: bool = False
    regularized: bool = False
    regularization_strength: float = 1.0
    variable_markov_time: bool = False
    variable_markov_damping: float = 1.0
    variable_markov_min_scale: float = 1.0
    adjust_bipartite_flow: bool = True
    bipartite_teleportation: bool = False

    def __post_init__(self) -> None:
        for name in FLAGS:
            check_flag(name, getattr(self, name))
        if self.directed is not None:
            check_flag("directed", self.directed)
        if self.flow_model is not None and not is_one_of(self.flow_model, FLOW_MODELS):
            raise OptionError(
                f"flow_model={self.flow_model!r} is none of {', '.join(FLOW_MODELS)}."
            )
        if not is_one_of(self.teleport_to, ("links", "nodes")):
            raise OptionError(f"teleport_to={self.teleport_to!r} is neither 'links' nor 'nodes'.")
        check_number("teleportation_probability", self.teleportation_probability)
        if not 0.0 <= self.teleportation_probability < 1.0:
            raise OptionError(
                f"teleportation_probability={self.teleportation_probability!r} is not in [0, 1); "
                "at 1 the walk would never follow a link."
            )
        for name in ("markov_time", "variable_markov_min_scale"):
            check_positive(name, getattr(self, name))
        if self.variable_markov_min_scale < SMALLEST_VARIABLE_SCALE:
            raise OptionError(
                f"variable_markov_min_scale={self.variable_markov_min_scale!r} is less than "
                f"{SMALLEST_VARIABLE_SCALE}, to which no scale comes near."
            )
        check_number("regularization_strength", self.regularization_strength)
        if not (0.0 <= self.regularization_strength < math.inf):
            raise OptionError(
                f"regularization_strength={self.regularization_strength!r} is not a finite number "
                "of 0 or more."
            )
        check_number("variable_markov_damping", self.variable_markov_damping)
        if not 0.0 <= self.variable_markov_damping <= 1.0:
            raise OptionError(
                f"variable_markov_damping={self.variable_markov_damping!r} is not in [0, 1]: 0 "
                "scales by effective degree, 1 by its logarithm."
            )
        self._refuse_contradictions()

    def _refuse_contradictions(self) -> None:
        if self.flow_model is not None and self.directed is not None:
            needs = self.flow_model != "undirected"
            if needs != self.directed:
                raise OptionError(
                    f"flow_model={self.flow_model!r} contradicts directed={self.directed}; "
                    "give one of the two, the other follows."
                )
        if self.regularized and self.flow_model not in (None, "undirected", "directed"):
            raise OptionError(
                f"regularized=True contradicts flow_model={self.flow_model!r}, which takes the "
                "flow as it is given; use flow_model='directed' or 'undirected'."
            )
        if self.regularized and self.teleport_to == "nodes":
            raise OptionError(
                "regularized=True contradicts teleport_to='nodes': a regularized walk teleports "
                "as the link weights say; leave teleport_to out."
            )

        if self.bipartite_teleportation:
            self._refuse_with_bipartite_teleportation()

    def _refuse_with_bipartite_teleportation(self) -> None:
        others = {
            "directed": self.directed is False,
            "flow_model": self.flow_model not in (None, "directed"),
            "regularized": self.regularized,
            "adjust_bipartite_flow": not self.adjust_bipartite_flow,
        }
        for name in (name for name, contradicts in others.items() if contradicts):
            raise OptionError(
                f"bipartite_teleportation=True contradicts {name}={getattr(self, name)!r}; it is a "
                "directed walk of its own between two sides. Leave one of the two out."
            )

    def as_dict(self) -> dict[str, Any]:
        """Every option by name."""
        return asdict(self)

    def is_directed(self, as_given: bool) -> bool:
        """Whether links are one-way, for a network that is given as one or the other."""
        directed = self.reads_directed()
        return as_given if directed is None else directed

    def reads_directed(self) -> bool | None:
        """How input that may be read either way is read; None: as it says itself."""
        return self.directed if self.flow_model is None else self.flow_model != "undirected"

    def model(self, directed: bool) -> str:
        """The flow model of a network that is read as directed or not.

        Where none is given it follows the links, and where "undirected" is, for links that cannot
        be read so, as those between layers.
        """
        if self.flow_model is None or (self.flow_model == "undirected" and directed):
            return "directed" if directed else "undirected"
        return self.flow_model


@dataclass(frozen=True)
class SearchOptions:
    """How much is searched, from which seed, and how long; see :func:`infomap_py.partition`.

    Raises
    ------
    OptionError
        A value is outside its range.
    """

    two_level: bool = True
    num_trials: int = 1
    seed: int = 0
    first_trial: int = 0
    num_threads: int = 1
    min_module_size: int = 1
    time_limit: float | None = None

    def __post_init__(self) -> None:
        check_flag("two_level", self.two_level)
        check_integer("num_trials", self.num_trials, 1)
        check_integer("seed", self.seed, 0, 2**64 - 1)
        check_integer("first_trial", self.first_trial, 0, 2**63 - 1)
        check_integer("num_threads", self.num_threads, 1)
        check_integer("min_module_size", self.min_module_size, 1)
        if self.min_module_size > 1 and not self.two_level:
            raise OptionError(
                f"min_module_size={self.min_module_size!r} is for modules of nodes alone, not of "
                "modules. Leave it out, or two_level=False."
            )
        if self.time_limit is not None:
            check_number("time_limit", self.time_limit)
            if not self.time_limit > 0:
                raise OptionError(
                    f"time_limit={self.time_limit!r} is not a positive number of seconds."
                )

    def as_dict(self) -> dict[str, Any]:
        """Every option that a result can depend on, by name; the seed is told apart from them."""
        return {
            "two_level": self.two_level,
            "num_trials": int(self.num_trials),
            "first_trial": int(self.first_trial),
            "min_module_size": int(self.min_module_size),
            "time_limit": self.time_limit,
        }


@dataclass(frozen=True)
class MultilayerOptions:
    """How a walker moves between layers, where no links between them are given; see
    :func:`infomap_py.multilayer`.

    Raises
    ------
    OptionError
        A value is outside its range, or contradicts another.
    """

    multilayer_relax_rate: float = 0.15
    multilayer_relax_limit: int | None = None
    multilayer_relax_limit_up: int | None = None
    multilayer_relax_limit_down: int | None = None
    multilayer_relax_by_jsd: bool = False
    multilayer_relax_to_self: bool = False

    def __post_init__(self) -> None:
        check_number("multilayer_relax_rate", self.multilayer_relax_rate)
        if not 0.0 <= self.multilayer_relax_rate <= 1.0:
            raise OptionError(
                f"multilayer_relax_rate={self.multilayer_relax_rate!r} is not in [0, 1]; it is the "
                "probability of a step that may lead to another layer."
            )
        for name in ("limit", "limit_up", "limit_down"):
            limit = getattr(self, f"multilayer_relax_{name}")
            if limit is not None:
                check_integer(f"multilayer_relax_{name}", limit, 0, 2**62)
        for name in ("multilayer_relax_by_jsd", "multilayer_relax_to_self"):
            check_flag(name, getattr(self, name))
        if self.multilayer_relax_by_jsd and self.multilayer_relax_to_self:
            raise OptionError(
                "multilayer_relax_by_jsd=True contradicts multilayer_relax_to_self=True; "
                "give one of the two."
            )
        if self.multilayer_relax_by_jsd and self.multilayer_relax_rate == 1.0:
            raise OptionError(
                "multilayer_relax_rate=1.0 leaves no link of the own layer to compare others with; "
                "with multilayer_relax_by_jsd, give a rate below 1."
            )

    def as_dict(self) -> dict[str, Any]:
        """Every option by name."""
        return asdict(self)

    @property
    def limit_up(self) -> int | None:
        """How far the walker moves to higher layers; None: to any."""
        return _lesser(self.multilayer_relax_limit, self.multilayer_relax_limit_up)

    @property
    def limit_down(self) -> int | None:
        """How far the walker moves to lower layers; None: to any."""
        return _lesser(self.multilayer_relax_limit, self.multilayer_relax_limit_down)


def _lesser(limit: int | None, other: int | None) -> int | None:
    limits = [int(value) for value in (limit, other) if value is not None]
    return min(limits, default=None)


@dataclass(frozen=True)
class ObjectiveOptions:
    """What is coded besides the walk between modules; see :func:`infomap_py.partition`.

    Raises
    ------
    OptionError
        A value is outside its range.
    """

    entropy_corrected: bool = False
    entropy_correction_strength: float = 1.0
    preferred_number_of_modules: int | None = None
    metadata: Any = None
    metadata_rate: float = 1.0
    metadata_weighted: bool = True

    def __post_init__(self) -> None:
        check_flag("entropy_corrected", self.entropy_corrected)
        check_flag("metadata_weighted", self.metadata_weighted)
        for name in ("entropy_correction_strength", "metadata_rate"):
            value = getattr(self, name)
            check_number(name, value)
            if not 0.0 <= value <= LARGEST_FACTOR:
                raise OptionError(
                    f"{name}={value!r} is not a finite number of at least 0, and at most "
                    f"{LARGEST_FACTOR}."
                )
        if self.preferred_number_of_modules is not None:
            check_integer(
                "preferred_number_of_modules", self.preferred_number_of_modules, 1, MAX_NODES
            )

    def as_dict(self) -> dict[str, Any]:
        """Every option by name, and whether there are metadata, which may be large."""
        values = {name: getattr(self, name) for name in option_names(ObjectiveOptions)}
        return {**values, "metadata": None if self.metadata is None else "given"}


Options = TypeVar("Options", FlowOptions, SearchOptions, MultilayerOptions, ObjectiveOptions)


def option_names(options: type[Any]) -> list[str]:
    """The names of all options of this kind."""
    return [field.name for field in fields(options)]


def chosen(options: type[Options], given: Mapping[str, Any]) -> Options:
    """Those of one kind among all options by name; defaults where one is not given."""
    return options(**{name: given[name] for name in option_names(options) if name in given})


DEFAULT_RELAXATION = MultilayerOptions()

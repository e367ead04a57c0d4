"""What became of modules between two partitions: changes, by decreasing flow.

A change is of modules on either side that belong together, as :mod:`infomap_py.matching` says; what
a module is, of nodes or a cluster of words, is for those to say who show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from infomap_py.data_frames import imported_pandas
from infomap_py.matching import EVENTS, NONE, Group, Matching
from infomap_py.pictures.alluvial_diagram import MIN_FLOW, NUM_MODULES, Alluvial
from infomap_py.text_tables import shown_names

if TYPE_CHECKING:
    import pandas

    from infomap_py.pictures.alluvial_layout import Side

MEMBERS_LISTED = 10

Part = TypeVar("Part")


@dataclass(frozen=True, eq=False, repr=False)
class Change(Generic[Part]):
    """Modules before and after that belong together, and what happened to them.

    Attributes
    ----------
    event : str
        One of :data:`infomap_py.matching.EVENTS`.
    before, after : tuples of modules
        By decreasing flow; one of them is empty of what is on one side only.
    other : module or None
        The larger module that absorbed it, or that it broke off from.
    shared_flow : float
        The flow before of the members that are in these modules on both sides.
    """

    event: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    other: Part | None
    shared_flow: float

    @staticmethod
    def members(part: Any) -> Iterable[tuple[Hashable, float]]:
        """What a module has in it, with its flow there."""
        raise NotImplementedError

    @property
    def flow_before(self) -> float:
        """The share of the flow that these modules had."""
        return sum(part.flow for part in self.before)  # type: ignore[attr-defined]

    @property
    def flow_after(self) -> float:
        """The share that they have."""
        return sum(part.flow for part in self.after)  # type: ignore[attr-defined]

    @cached_property
    def stayed(self) -> tuple[Hashable, ...]:
        """What is in them on both sides, by flow before."""
        there = self._members_after
        return tuple(member for member in self._members_before if member in there)

    @cached_property
    def left(self) -> tuple[Hashable, ...]:
        """What was in them and is not, by flow before."""
        there = self._members_after
        return tuple(member for member in self._members_before if member not in there)

    @cached_property
    def came(self) -> tuple[Hashable, ...]:
        """What is in them and was not, by flow after."""
        there = self._members_before
        return tuple(member for member in self._members_after if member not in there)

    def __repr__(self) -> str:
        sizes = f"{len(self.before)} -> {len(self.after)}"
        flows = f"{100 * self.flow_before:.2f} -> {100 * self.flow_after:.2f} % of the flow"
        members = " ".join(shown_names((self.stayed or self.left or self.came)[:3]))
        return f"<{type(self).__name__} {self.event}, {sizes}, {flows}: {members}>"

    @cached_property
    def _members_before(self) -> dict[Hashable, float]:
        return self._by_flow(self.before)

    @cached_property
    def _members_after(self) -> dict[Hashable, float]:
        return self._by_flow(self.after)

    def _by_flow(self, parts: tuple[Part, ...]) -> dict[Hashable, float]:
        """The members of all of them, with their flow in all, by decreasing flow."""
        flows: dict[Hashable, float] = {}
        for part in parts:
            for member, flow in self.members(part):
                flows[member] = flows.get(member, 0.0) + flow
        return dict(sorted(flows.items(), key=lambda item: -item[1]))


Changed = TypeVar("Changed", bound=Change[Any])


class Changes(Sequence[Changed]):
    """A sequence of changes by decreasing flow, of the side that has more. Every module of either
    side is in one."""

    nouns: ClassVar[tuple[str, str]] = ("modules", "nodes")

    @property
    def heading(self) -> str:
        """The first line of a summary."""
        raise NotImplementedError

    @property
    def _changes(self) -> tuple[Changed, ...]:
        raise NotImplementedError

    @property
    def _sides(self) -> list[Side]:
        raise NotImplementedError

    @cached_property
    def events(self) -> dict[str, int]:
        """How many changes there are of each kind."""
        numbers = Counter(change.event for change in self)
        return {event: numbers[event] for event in EVENTS if numbers[event]}

    @property
    def events_in_words(self) -> str:
        """The same as a line has it."""
        return ", ".join(f"{number:,} {event}" for event, number in self.events.items())

    def of(self, event: str) -> tuple[Changed, ...]:
        """The changes of one kind."""
        return tuple(change for change in self if change.event == event)

    def summary(self, num_changes: int = 20, width: int | None = None) -> str:
        """The changes with most flow, a line each: the flow before and after in percent, the
        modules by id, and their members: those that stayed, those that came (+) and those that left
        (-).

        Changes of single members alone are counted, not listed.

        Parameters
        ----------
        num_changes : int
            At most so many; what is left out is said.
        width : int, optional
            Columns; None: those of the terminal, or 100.
        """
        from infomap_py.change_summary import summary_of

        return summary_of(self, num_changes, width)

    def alluvial(
        self,
        *,
        names: Sequence[object] = ("before", "after"),
        num_modules: int = NUM_MODULES,
        min_flow: float = MIN_FLOW,
    ) -> Alluvial:
        """Both sides and what goes from one to the other, as a picture: see
        :func:`infomap_py.alluvial`."""
        from infomap_py.pictures.alluvial import alluvial_of

        return alluvial_of(self._sides, names, num_modules, min_flow)

    def to_dataframe(self) -> pandas.DataFrame:
        """A pandas DataFrame with a row per change: event, before and after (tuples of ids),
        other, flow_before, flow_after, shared_flow, stayed, came, left (up to ten members each).

        Raises
        ------
        MissingPackageError
            pandas is not installed.
        """
        frame: pandas.DataFrame = imported_pandas().DataFrame(list(self._rows()))
        return frame

    def _rows(self) -> Iterator[dict[str, Any]]:
        for change in self:
            yield {
                "event": change.event,
                "before": tuple(part.id for part in change.before),
                "after": tuple(part.id for part in change.after),
                "other": None if change.other is None else change.other.id,
                "flow_before": change.flow_before,
                "flow_after": change.flow_after,
                "shared_flow": change.shared_flow,
                "stayed": list(change.stayed[:MEMBERS_LISTED]),
                "came": list(change.came[:MEMBERS_LISTED]),
                "left": list(change.left[:MEMBERS_LISTED]),
            }

    @overload
    def __getitem__(self, index: int) -> Changed: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Changed, ...]: ...
    def __getitem__(self, index: int | slice) -> Changed | tuple[Changed, ...]:
        return self._changes[index]

    def __len__(self) -> int:
        return len(self._changes)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.heading}>"


def changes_of(
    matching: Matching, before: Sequence[Any], after: Sequence[Any], kind: type[Changed]
) -> tuple[Changed, ...]:
    """The changes that a matching says, of what stands for the modules on either side, by id."""

    def change(group: Group, shared_flow: float) -> Changed:
        other = None
        if not group.after and (m := int(matching.goes_on_in[group.before[0]])) != NONE:
            other = after[m]
        if not group.before and (m := int(matching.comes_from[group.after[0]])) != NONE:
            other = before[m]
        return kind(
            matching.event(group),
            tuple(before[m] for m in group.before),
            tuple(after[m] for m in group.after),
            other,
            shared_flow,
        )

    groups = matching.groups()
    return tuple(map(change, groups, matching.shared_flow(groups).tolist()))

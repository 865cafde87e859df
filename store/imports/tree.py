"""Whether places fit together: who lies in whom, and for how long. Pure; knows rows, not tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store.imports.problems import Problem
from store.rules.dates import show_date
from store.rules.levels import Level
from store.rules.refusal import Refusal
from store.rules.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Identity = tuple[str, date]

_NO_PARENT = Text("thiếu parent_code (đơn vị cấp trên).", "has no parent_code (the unit above).")
_UNKNOWN_PARENT = Text(
    "parent_code “{code}” không có trong tệp và cũng chưa có trong hệ thống.",
    "parent_code “{code}” is neither in the file nor known already.",
)
_CYCLE = Text("các đơn vị nằm vòng trong nhau: {chain}.", "units lie within each other in a circle: {chain}.")
_WRONG_LEVEL = Text(
    "{level} “{code}” không thể thuộc {above} “{parent}”.",
    "a {level} (“{code}”) cannot lie in a {above} (“{parent}”).",
)
_OUTSIDE = Text(
    "thời gian hiệu lực ({own}) nằm ngoài thời gian của đơn vị cấp trên “{code}” ({other}).",
    "its validity ({own}) is not within that of the unit above, “{code}” ({other}).",
)
_OUTLIVED = Text(
    "đơn vị cấp dưới “{code}” có hiệu lực {other}, ngoài thời gian của đơn vị này ({own}).",
    "the unit “{code}” below it is valid {other}, not within this one's time ({own}).",
)
_OVERLAP = Text(
    "mã “{code}” đã dùng cho đơn vị khác có hiệu lực {other}; xin ghi ngày kết thúc (valid_to) cho đơn vị cũ.",
    "the code “{code}” is used by another unit valid {other}; please give the older one its last day (valid_to).",
)
_TWICE = Text(
    "trùng với dòng {line}: cùng mã và ngày bắt đầu.", "repeats line {line}: same code and first day."
)
_BACKWARDS = Text("valid_to sớm hơn valid_from.", "valid_to is before valid_from.")
_LEVEL_CHANGED = Text(
    "đã có trong hệ thống là {known}; cấp của một đơn vị không đổi được.",
    "is known as a {known}; the level of a unit cannot change.",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as far as the tree is concerned; ``line`` is 0 for one that is known already and not in the file."""

    line: int
    code: str
    parent_code: str | None
    level: Level
    valid_from: date
    valid_to: date | None

    @property
    def identity(self) -> Identity:
        """What tells it from every other unit (domain.md §9)."""
        return self.code, self.valid_from

    @property
    def time(self) -> Text:
        """Its validity in words."""
        if self.valid_to is None:
            return Text("từ {start}", "from {start}").fill(start=show_date(self.valid_from))
        return same(f"{show_date(self.valid_from)}–{show_date(self.valid_to)}")

    def spans(self, other: Place) -> bool:
        """Tell whether it exists as long as the other does."""
        ends_later = self.valid_to is None or (other.valid_to is not None and other.valid_to <= self.valid_to)
        return self.valid_from <= other.valid_from and ends_later

    def meets(self, other: Place) -> bool:
        """Tell whether there is a day on which both exist."""
        return (other.valid_to or date.max) >= self.valid_from and (
            self.valid_to or date.max
        ) >= other.valid_from


class Tree:
    """The places of a file over those known already."""

    def __init__(self, rows: Sequence[Place], known: Iterable[Place], excused: frozenset[str]) -> None:
        """``excused`` are codes of rows that have faults of their own: what hangs on them is not blamed."""
        self.known = {place.identity: place for place in known}
        self.first: dict[Identity, Place] = {}
        for row in rows:
            self.first.setdefault(row.identity, row)
        self.rows = rows
        self.excused = excused
        self.by_code: dict[str, list[Place]] = defaultdict(list)
        for place in {**self.known, **self.first}.values():
            self.by_code[place.code].append(place)

    def parent_of(self, place: Place) -> Place | None:
        """Return the unit above, in the version that exists as long as the place; None for a root."""
        if place.parent_code is None:
            return None
        candidates = self.by_code.get(place.parent_code, [])
        return next((one for one in candidates if one.spans(place)), next(iter(candidates), None))

    def problems(self) -> list[Problem]:
        """Return what does not fit, with the line of the row to be mended."""
        return [*self._rows_that_do_not_fit(), *self._outlived_parents()]

    def _rows_that_do_not_fit(self) -> Iterable[Problem]:
        for row in self.rows:
            for check in (self._fits_itself, self._is_alone, self._lies_well):
                try:
                    check(row)
                except Refusal as refusal:
                    yield Problem(row.line, refusal.text)

    def _fits_itself(self, row: Place) -> None:
        known = self.known.get(row.identity)
        if known is not None and known.level is not row.level:
            raise Refusal(_LEVEL_CHANGED.fill(known=known.level.text))
        if row.valid_to is not None and row.valid_to < row.valid_from:
            raise Refusal(_BACKWARDS)

    def _is_alone(self, row: Place) -> None:
        first = self.first[row.identity]
        if first is not row:
            raise Refusal(_TWICE.fill(line=first.line))
        for other in self.by_code[row.code]:
            if other is not row and other.line <= row.line and row.meets(other):
                raise Refusal(_OVERLAP.fill(code=row.code, other=other.time))

    def _lies_well(self, row: Place) -> None:
        parent = self.parent_of(row)
        if parent is None:
            self._refuse_homeless(row)
            return
        chain = self._circle(row)
        if chain:
            raise Refusal(_CYCLE.fill(chain=" → ".join(chain)))
        if not parent.level.is_above(row.level):
            raise Refusal(
                _WRONG_LEVEL.fill(
                    level=row.level.text, code=row.code, above=parent.level.text, parent=parent.code
                )
            )
        if not parent.spans(row):
            raise Refusal(_OUTSIDE.fill(own=row.time, code=parent.code, other=parent.time))

    def _refuse_homeless(self, row: Place) -> None:
        if row.parent_code is None and row.level not in {Level.COUNTRY, Level.PROVINCE}:
            raise Refusal(_NO_PARENT)
        if row.parent_code is not None and row.parent_code not in self.excused:
            raise Refusal(_UNKNOWN_PARENT.fill(code=row.parent_code))

    def _circle(self, row: Place) -> list[str]:
        """Return the codes on the way up from a row back to itself; empty if it does not come back."""
        chain, place = [row.code], self.parent_of(row)
        while place is not None and place.code not in chain:
            chain.append(place.code)
            place = self.parent_of(place)
        return [*chain, row.code] if place is not None and place.code == row.code else []

    def _outlived_parents(self) -> Iterable[Problem]:
        """Find known units, not in the file, that a row above them now leaves without a unit above."""
        for place in self.known.values():
            parent = self.parent_of(place)
            if place.identity in self.first or parent is None or not parent.line or parent.spans(place):
                continue
            yield Problem(parent.line, _OUTLIVED.fill(code=place.code, other=place.time, own=parent.time))

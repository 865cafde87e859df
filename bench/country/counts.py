"""The kept counts of the villages, counted once as the country is made; those above follow by summing up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bench.country.history import CLASSES, FIRST_DAY, NON, day_of, state_of
from store.rules.changes import Change
from store.rules.states import State
from store.standings import standing_code
from store.tallies import month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.country.history import Households, Row
    from bench.country.people import Country
    from bench.country.sinks import Sink

_OPENING = {"poor": "MORE_POOR", "near_poor": "MORE_NEAR"}


def put_counts(sink: Sink, country: Country, households: Households, rows: Sequence[Row]) -> None:
    """Put the counts of every village."""
    many: Counter[tuple[int, int, str]] = Counter()
    people: Counter[tuple[int, int, str]] = Counter()

    def count(unit_id: int, period: int, what: str, members: int) -> None:
        many[unit_id, period, what] += 1
        people[unit_id, period, what] += members

    homes = (households.village + country.first_village).tolist()
    began = month(FIRST_DAY)
    for home, first, now, members in zip(
        homes, households.first.tolist(), households.now.tolist(), households.members.tolist(), strict=True
    ):
        if first != NON:
            count(home, began, _OPENING[CLASSES[first]], members)
        if now != NON:
            count(home, 0, CLASSES[now], members)
    months = {number: month(day_of(number)) for number in {row.signed for row in rows}}
    for row in rows:
        if row.decision is not None:
            count(row.village, months[row.signed], row.step[0], row.members)
        else:
            count(row.village, 0, standing_code(State(state_of(row)), Change(row.step[0])), 0)
    columns = ["unit_id", "period", "what", "households", "people"]
    sink.put("tally", columns, ((*key, number, people[key]) for key, number in many.items()))

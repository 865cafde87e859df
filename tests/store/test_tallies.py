"""Kept counts equal counted rows, whatever has happened."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import col, select

from store import decisions, register, reports, tallies
from store.database import unit_of_work
from store.figures import monthly, year_figures
from store.imports.households import import_households, read_households
from store.imports.units import import_units, read_units
from store.people import viewer_of
from store.rules.changes import Change
from store.rules.flows import Flow
from store.rules.households import HouseholdClass
from store.rules.moves import Move, possible_moves
from store.rules.refusal import Refusal
from store.rules.states import OPEN_STATES
from store.rules.vietnamese import fold
from store.tables import Chat, ClassSpell, Household, Report, Tally, Unit
from store.units import ancestor_ids
from tests.filed import file_report, file_unlisted
from tests.imported import NOW, UNITS, lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine
    from sqlmodel import Session

    from tests.town import Town

TODAY = date(2026, 11, 20)
POOR, NEAR, NON = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NON_POOR
WORDS: dict[HouseholdClass | None, str] = {POOR: "POOR", NEAR: "NEAR"}
EXITS = {
    (POOR, NEAR): "EXIT_POOR_TO_NEAR",
    (POOR, NON): "EXIT_POOR_FULL",
    (NEAR, NON): "EXIT_NEAR",
    (NEAR, POOR): "NEAR_TO_POOR",
}
Counts = dict[tuple[int, str, int], tuple[int, int]]


def kept(db: Session) -> Counts:
    rows = db.exec(select(Tally)).all()
    found = {(row.unit_id, row.what, row.period): (row.households, row.people) for row in rows}
    return {key: value for key, value in found.items() if value != (0, 0)}


class Plain:
    """Every row there is, counted the plain way, and summed up the tree."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.households: Counter[tuple[int, str, int]] = Counter()
        self.people: Counter[tuple[int, str, int]] = Counter()

    def counts(self) -> Counts:
        for household in self.db.exec(select(Household)):
            if household.status in {POOR, NEAR}:
                self.count(household.unit_id, f"{household.status}", 0, (1, household.members))
            self.follow(household)
        for report in self.db.exec(select(Report).where(col(Report.state).in_(OPEN_STATES))):
            self.count(report.unit_id, f"{report.state}/{report.change}", 0, (1, 0))
        for village in self.db.exec(select(Unit).where(Unit.level == "village")):
            self.count(village.id, "total", 0, (village.households, village.people))
        every = self.households.keys() | self.people.keys()
        found = {key: (self.households[key], self.people[key]) for key in every}
        return {key: value for key, value in found.items() if value != (0, 0)}

    def count(
        self, unit_id: int, what: str, period: int, count: tuple[int, int], *, but: int | None = None
    ) -> None:
        shared = ancestor_ids(self.db.get_one(Unit, but)) if but else []
        for each in set(ancestor_ids(self.db.get_one(Unit, unit_id))) - set(shared):
            self.households[each, what, period] += count[0]
            self.people[each, what, period] += count[1]

    def follow(self, household: Household) -> None:
        of_it = select(ClassSpell).where(ClassSpell.household_id == household.id)
        spells = self.db.exec(of_it.order_by(col(ClassSpell.id))).all()
        self.begun(spells[0])
        for number in range(1, len(spells)):
            before, spell = spells[number - 1], spells[number]
            self.moved(before, spell)
            name = _name(before.status, spell.status, {each.status for each in spells[:number]})
            if name:
                self.count(spell.unit_id, name, _month(spell.since), (1, spell.members))

    def begun(self, spell: ClassSpell) -> None:
        name = _name(None, spell.status, set())
        if name:
            self.count(spell.unit_id, name, _month(spell.since), (1, spell.members))

    def moved(self, before: ClassSpell, spell: ClassSpell) -> None:
        word, month, size = WORDS.get(before.status), _month(spell.since), (1, before.members)
        grown = spell.members - before.members
        if word and spell.unit_id != before.unit_id:
            self.count(before.unit_id, f"LESS_{word}", month, size, but=spell.unit_id)
            self.count(spell.unit_id, f"MORE_{word}", month, size, but=before.unit_id)
        if word and grown:
            self.count(spell.unit_id, f"{'MORE' if grown > 0 else 'LESS'}_{word}", month, (0, abs(grown)))


def _month(day: date) -> int:
    if (day.month, day.day) == (1, 1):
        return (day.year - 1) * 100 + 12
    return day.year * 100 + day.month


def _name(
    was: HouseholdClass | None, now: HouseholdClass | None, ever: set[HouseholdClass | None]
) -> str | None:
    if was is now:
        return None
    if was is None:
        return f"MORE_{WORDS[now]}" if now in WORDS else None
    if now is None:
        return f"LESS_{WORDS[was]}" if was in WORDS else None
    if was is NON:
        return f"{'RELAPSE' if now in ever else 'NEW'}_{WORDS[now]}"
    return EXITS[was, now]


def live(town: Town, dice: Random, steps: int, first: int = 0) -> None:
    """Let things happen in the register and to reports, a year and a half long; households are named from ``first``."""
    villages = [town.units[name] for name in ("Thôn Mẫu Một", "Thôn Mẫu Hai", "Thôn Xa")]
    with unit_of_work(town.engine) as db:
        day = date(2025, 7, 2)
        for number in range(first, first + steps):
            day = min(day + timedelta(days=dice.randrange(0, 12)), TODAY)
            _one_step(db, dice, villages, day, number)


def _one_step(db: Session, dice: Random, villages: list[Unit], day: date, number: int) -> None:
    known = list(db.exec(select(Household).order_by(col(Household.id))))
    if dice.random() < 0.3:
        name = f"Hộ Thử {number}"
        household = Household(
            unit_id=dice.choice(villages).id,
            code=f"T{number}",
            head_name=name,
            key=fold(name),
            members=dice.randrange(1, 8),
            status=dice.choice([POOR, NEAR, NON]),
            since=day,
        )
        register.enter(db, household)
        return
    household = dice.choice(known)
    if dice.random() < 0.7:
        register.reclassify(db, household, dice.choice([POOR, NEAR, NON, None]), day)
        return
    before = register.entry(household)
    household.unit_id, household.members = dice.choice(villages).id, dice.randrange(1, 8)
    register.note_move(db, household, before, day)


def report_and_decide(town: Town, dice: Random, number: int) -> None:
    file_unlisted(
        town,
        f"Trần Thị {'abcdefghijklmnopqrst'[number % 20]}",
        POOR,
        birth_year=1950 + number,
        change=dice.choice([Change.EXIT_POOR_FULL, Change.EXIT_POOR_TO_NEAR]),
    )
    with unit_of_work(town.engine) as db:
        report = dice.choice(list(db.exec(select(Report).order_by(col(Report.id)))))
        step = dice.choice([*possible_moves(report.state, tracks_posting=False), Move.VERIFY])
        officer = step not in {Move.CORRECT, Move.RESUBMIT, Move.WITHDRAW}
        me = viewer_of(db, db.get_one(Chat, 21 if officer else 11), town.now)
        try:
            if step in {Move.CORRECT, Move.RESUBMIT}:
                reports.correct(db, me, report, {"change": Change.EXIT_POOR_TO_NEAR}, town.now)
            elif step is not Move.RECOGNISE:
                reports.move(db, me, report, step, town.now, reason="Chưa rõ giấy tờ")
        except Refusal:
            db.rollback()


@pytest.mark.parametrize("seed", range(3))
def test_kept_counts_equal_counted_rows_after_a_random_history(town: Town, seed: int) -> None:
    dice = Random(seed)
    live(town, dice, 60)
    for number in range(15):
        report_and_decide(town, dice, number)
    with unit_of_work(town.engine) as db:
        plain = Plain(db).counts()
        assert kept(db) == plain
        assert any(what.startswith("waiting/") for _, what, _ in plain)
        register.roll_up(db)
        tallies.take_totals(db)
        assert kept(db) == plain


@pytest.mark.parametrize("seed", range(3, 6))
def test_every_year_ends_as_it_began_and_with_what_changed(small_town: Town, seed: int) -> None:
    live(small_town, Random(seed), 80)
    with unit_of_work(small_town.engine) as db:
        every = list(db.exec(select(Unit)))
        last = year_figures(db, every, 2025, TODAY)
        this = year_figures(db, every, 2026, TODAY)
        for unit in every:
            assert this[unit.id].start == last[unit.id].end
            poor = sum(count.households * flow.poor for flow, count in this[unit.id].flows.items())
            assert this[unit.id].end.poor.households == this[unit.id].start.poor.households + poor
            assert this[unit.id].done == -poor
            months = monthly(db, unit, 2026).values()
            summed = Counter(dict.fromkeys(Flow, 0))
            for month in months:
                summed.update({flow: count.households for flow, count in month.items()})
            assert {flow: count.households for flow, count in this[unit.id].flows.items()} == {
                flow: summed[flow] for flow in this[unit.id].flows
            }


LISTED = (
    "unit_code,household_code,head_name,birth_year,members,minority,status,since",
    "91001-01,91001-01-003,Nguyễn Văn Ví Dụ,1962,6,0,non_poor,2026-11-01",
    "91001-02,91001-01-004,Nguyễn Văn Ví Dụ,1990,2,0,near_poor,2026-11-01",
    "91001-02,91001-02-099,Hồ Thị Mới,1991,4,0,poor,2026-11-01",
)


def test_many_steps_are_counted_in_one_go_so_that_no_two_units_of_work_wait_for_each_other(
    small_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = {"Hồ Văn Thử": Change.EXIT_POOR_FULL, "Hồ Thị Mẫu": Change.EXIT_NEAR}
    filed = [file_report(small_town, name, change=change) for name, change in changes.items()]
    counted: list[str] = []

    def note(db: Session, many: list[Mapping[str, Any]]) -> None:
        counted.append("tally")
        run_each(db, many)

    with unit_of_work(small_town.engine) as db:
        me = viewer_of(db, db.get_one(Chat, 21), small_town.now)
        for report in filed:
            reports.move(db, me, reports.get(db, me, report.id), Move.VERIFY, small_town.now)
    run_each = tallies._ADD.run_each
    monkeypatch.setattr(tallies._ADD, "run_each", note)
    with unit_of_work(small_town.engine) as db:
        decisions.recognise(
            db,
            me,
            small_town.units["Xã Mẫu"],
            [report.id for report in filed],
            number="1/QĐ-UBND",
            signed_on=TODAY,
            now=small_town.now,
            zone=small_town.config.zone,
            tracks_posting=False,
        )
    assert counted == ["tally"]
    with unit_of_work(small_town.engine) as db:
        import_households(db, read_households(lines(*LISTED), TODAY), small_town.now, TODAY)
    assert counted == ["tally", "tally"]
    with unit_of_work(small_town.engine) as db:
        assert kept(db) == Plain(db).counts()


def test_a_class_that_begins_on_new_years_day_is_how_the_year_began(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        commune = small_town.units["Xã Mẫu"]
        found = year_figures(db, [commune], 2026, TODAY)[commune.id]
        assert (found.start.poor.households, found.start.near.households) == (4, 1)
        assert found.start == found.end
        assert found.flows == {}
        assert found.total.households == 100
        assert str(found.rate) == "4"


REFORMED = (
    "44,,province,Tỉnh Mẫu,mountain,0,,,2020-01-01,",
    "457,44,district,Huyện Cũ,mountain,0,,,2020-01-01,2025-06-30",
    "19318,457,commune,Xã Cũ,mountain,0,,,2020-01-01,2025-06-30",
    "19318-01,19318,village,Thôn Một,mountain,0,100,400,2020-01-01,2025-06-30",
    "19318,44,commune,Xã Mới,mountain,0,,,2025-07-01,",
    "19318-01,19318,village,Thôn Một,mountain,0,100,400,2025-07-01,",
)


def test_a_reform_of_the_units_is_no_change_of_the_lists(sqlite: Engine) -> None:
    with unit_of_work(sqlite) as db:
        import_units(db, read_units(lines(UNITS, *REFORMED)), NOW)
        old, new = db.exec(select(Unit).where(Unit.level == "village").order_by(col(Unit.valid_from))).all()
        household = Household(
            unit_id=old.id,
            code="H1",
            head_name="Hồ Văn Mẫu",
            key="ho van mau",
            members=4,
            status=POOR,
            since=date(2024, 1, 1),
        )
        register.enter(db, household)
        before = register.entry(household)
        household.unit_id = new.id
        register.note_move(db, household, before, TODAY)
        figures = year_figures(db, list(db.exec(select(Unit))), 2025, TODAY)
        for name in ("Huyện Cũ", "Xã Cũ", "Xã Mới", "Tỉnh Mẫu"):
            found = next(each for each in figures.values() if each.unit.name == name)
            assert (found.start.poor.households, found.end.poor.households, found.flows) == (1, 1, {}), name
            assert found.total.households == 100, name
        assert figures[new.id].opened == date(2025, 7, 1)
        assert figures[old.id].closed == date(2025, 6, 30)

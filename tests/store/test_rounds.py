"""Rounds as they are kept: opened once, answered once, put off, and counted truly after any history."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from store import rounds
from store.database import unit_of_work
from store.imports.units import COLUMNS, import_units, read_units
from store.people import NotAllowed
from store.rounds.extending import OwnDeadline, WrongNewDay
from store.rounds.opening import WrongDueDay, WrongTitle
from store.rules.levels import Level
from store.rules.refusal import Refusal
from store.rules.roles import Role
from store.rules.rounds import Answer, NotLater, RoundFigures, RoundKind
from store.tables import AuditRow, Round, RoundAnswer, RoundExtension, Unit
from tests.asked import all_rounds, answer, figures, open_due, open_round, silent
from tests.filed import viewer
from tests.town import add_unit, appoint, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine
    from sqlmodel import Session

    from tests.town import Town

DUE = date(2026, 11, 25)
IN_OCTOBER = date(2026, 10, 20)


# --- opening ---


def test_the_plan_brings_the_yearly_round_once(town: Town) -> None:
    (opened,) = open_due(town, IN_OCTOBER)
    assert open_due(town, IN_OCTOBER) == open_due(town, date(2026, 11, 1)) == []
    assert (opened.kind, opened.period, opened.due_on) == (RoundKind.YEARLY, "2026", date(2026, 11, 14))
    assert opened.unit_id == town.units["Tỉnh Mẫu"].id
    assert figures(town, opened).expected == 3


def test_the_regular_review_brings_one_for_communes(small_town: Town) -> None:
    (opened,) = open_due(small_town, date(2026, 2, 1))
    assert (opened.kind, opened.period, opened.asks) == (RoundKind.MONTHLY, "2026-01", Level.COMMUNE)
    assert figures(small_town, opened).expected == 2


def test_what_fell_due_while_nothing_ran_is_not_opened_any_more(small_town: Town) -> None:
    assert open_due(small_town, date(2026, 11, 15)) == []


def test_two_that_open_the_same_round_at_once_open_it_once(town: Town) -> None:
    with ThreadPoolExecutor(2) as threads:
        opened = list(threads.map(lambda _: open_due(town, IN_OCTOBER), range(2)))
    assert sum(map(len, opened)) == len(all_rounds(town)) == 1


def test_a_place_with_a_plan_of_its_own_is_asked_by_its_own_round_alone(small_town: Town) -> None:
    general = small_town.config.plans.by_file["vi-du-2026-2030"]
    own = general.model_copy(update={"places": ("91001",)})
    plans = type(small_town.config.plans)({"own": own, "general": general})
    with unit_of_work(small_town.engine) as db:
        inner, outer = rounds.open_due_rounds(db, IN_OCTOBER, plans, small_town.now)
    assert (figures(small_town, inner).expected, figures(small_town, outer).expected) == (2, 1)
    assert set(silent(small_town, outer)) == {"Thôn Xa"}
    with unit_of_work(small_town.engine) as db:
        for chat_id, expected in ((11, inner), (12, outer), (21, inner), (23, outer)):
            me = viewer(db, small_town, chat_id)
            found = rounds.rounds_for(db, me, IN_OCTOBER)
            assert [each.id for each in found] == [expected.id], chat_id
        everything = rounds.rounds_for(db, viewer(db, small_town, 41), IN_OCTOBER)
        assert {each.id for each in everything} == {inner.id, outer.id}
        closed = rounds.closed_for(db, viewer(db, small_town, 21), date(2027, 2, 1), 3)
        assert [each.id for each in closed] == [inner.id]
    with pytest.raises(rounds.NotAsked):
        answer(small_town, outer)


def test_an_official_opens_a_round_within_the_own_area_only(small_town: Town) -> None:
    opened = open_round(small_town, "Xã Mẫu", by=21)
    assert (opened.kind, opened.period, opened.due_on) == (RoundKind.AD_HOC, None, DUE)
    assert open_round(small_town, "Xã Mẫu", by=21).id != opened.id
    for area, by in (("Xã Khác", 21), ("Tỉnh Mẫu", 21), ("Xã Mẫu", 31), ("Thôn Mẫu Một", 11)):
        with pytest.raises(NotAllowed):
            open_round(small_town, area, by=by)
    for asks in (Level.PROVINCE, Level.DISTRICT):
        with pytest.raises(NotAllowed):
            open_round(small_town, asks=asks)
    with pytest.raises(NotAllowed):
        open_round(small_town, "Thôn Xa", asks=Level.COMMUNE)


@pytest.mark.parametrize("due", [date(2026, 11, 19), date(2027, 11, 22)])
def test_it_is_due_today_or_later_and_within_a_year(small_town: Town, due: date) -> None:
    with pytest.raises(WrongDueDay):
        open_round(small_town, due=due)


@pytest.mark.parametrize("title", ["", "  bão ", "dài " * 40])
def test_what_a_round_is_called_says_something_in_one_line(title: str) -> None:
    with pytest.raises(WrongTitle):
        rounds.check_title(title)
    assert rounds.check_title(" Rà soát  sau bão ") == "Rà soát sau bão"


def test_opening_is_in_the_log(small_town: Town) -> None:
    open_round(small_town, "Xã Mẫu", by=21)
    with unit_of_work(small_town.engine) as db:
        row = db.exec(select(AuditRow).where(AuditRow.act == "round.open")).one()
    assert "91001" in row.detail


# --- who is asked ---


def test_a_unit_counts_if_it_existed_on_the_due_day(small_town: Town) -> None:
    asked = open_round(small_town)
    with unit_of_work(small_town.engine) as db:
        merged = db.get_one(Unit, small_town.units["Thôn Mẫu Hai"].id)
        merged.valid_to = date(2026, 11, 24)
        late = add_unit(db, "Thôn Mới", Level.VILLAGE, small_town.units["Xã Mẫu"], code="91001-03")
        late.valid_from = date(2026, 11, 26)
        there = add_unit(db, "Thôn Vừa Lập", Level.VILLAGE, small_town.units["Xã Mẫu"], code="91001-04")
        there.valid_from = DUE
        db.flush()
        rounds.recount_all(db)
    assert figures(small_town, asked, "Xã Mẫu").expected == 2
    assert set(silent(small_town, asked, "Xã Mẫu")) == {"Thôn Mẫu Một", "Thôn Vừa Lập"}


def test_an_answer_of_a_unit_that_is_gone_never_makes_more_than_a_hundred_percent(small_town: Town) -> None:
    asked = open_round(small_town, "Xã Mẫu")
    with unit_of_work(small_town.engine) as db:
        appoint(db, 13, "Bác Hai", Role.VILLAGE_HEAD, small_town.units["Thôn Mẫu Hai"])
    answer(small_town, asked)
    answer(small_town, asked, "Thôn Mẫu Hai", by=13)
    with unit_of_work(small_town.engine) as db:
        db.get_one(Unit, small_town.units["Thôn Mẫu Hai"].id).valid_to = date(2026, 11, 24)
        db.flush()
        rounds.recount_all(db)
    assert figures(small_town, asked, "Xã Mẫu") == RoundFigures(1, 1, 1)


def test_an_import_that_moves_villages_counts_the_rounds_anew(town: Town) -> None:
    asked = open_round(town)
    answer(town, asked)
    line = "91001-01;91002;village;Thôn Mẫu Một;mountain;0;;;2025-07-01;"
    new = "91002-02;91002;village;Thôn Thêm;mountain;0;;;2025-07-01;"
    with unit_of_work(town.engine) as db:
        import_units(db, read_units(f"{';'.join(COLUMNS)}\n{line}\n{new}".encode()), town.now)
    assert figures(town, asked, "Xã Mẫu") == RoundFigures(1, 0, 0)
    assert figures(town, asked, "Xã Khác") == RoundFigures(3, 1, 1)
    assert figures(town, asked) == RoundFigures(4, 1, 1)


def test_the_silent_are_named_with_who_answers_for_them(town: Town) -> None:
    asked = open_round(town)
    assert silent(town, asked) == {
        "Thôn Mẫu Một": ["Bác Trưởng"],
        "Thôn Mẫu Hai": [],
        "Thôn Xa": ["Bác Trưởng Xa"],
    }
    answer(town, asked)
    assert set(silent(town, asked, "Xã Mẫu")) == {"Thôn Mẫu Hai"}
    communes = open_round(town, asks=Level.COMMUNE)
    assert silent(town, communes)["Xã Mẫu"] == ["Chị Cán Bộ", "Anh Cán Bộ"]


def test_the_silent_are_read_a_page_at_a_time(small_town: Town) -> None:
    asked = open_round(small_town)
    with unit_of_work(small_town.engine) as db:
        here = db.get_one(Round, asked.id)
        pages = [
            [each.unit.name for each in rounds.silent(db, here, area, small_town.now, offset=at, limit=2)]
            for area in [small_town.units["Tỉnh Mẫu"]]
            for at in (0, 2)
        ]
    assert pages == [["Thôn Mẫu Hai", "Thôn Mẫu Một"], ["Thôn Xa"]]


def test_figures_go_down_to_the_units_below_and_add_up(town: Town) -> None:
    asked = open_round(town)
    answer(town, asked)
    with unit_of_work(town.engine) as db:
        below = rounds.figures_below(db, db.get_one(Round, asked.id), town.units["Tỉnh Mẫu"])
    assert [(unit.name, found) for unit, found in below] == [
        ("Xã Khác", RoundFigures(1, 0, 0)),
        ("Xã Mẫu", RoundFigures(2, 1, 1)),
    ]
    assert sum((found for _, found in below), RoundFigures(0, 0, 0)) == figures(town, asked)


# --- answering ---


def test_an_answer_counts_for_the_unit_and_all_above_it(town: Town) -> None:
    asked = open_round(town)
    given = answer(town, asked, given=Answer.NIL)
    assert (given.answer, given.late) == (Answer.NIL, False)
    assert figures(town, asked, "Thôn Mẫu Một") == RoundFigures(1, 1, 1)
    assert figures(town, asked, "Xã Mẫu") == RoundFigures(2, 1, 1)
    assert figures(town, asked, "Xã Khác") == RoundFigures(1, 0, 0)
    assert figures(town, asked) == RoundFigures(3, 1, 1)


def test_a_second_answer_says_what_stands(town: Town) -> None:
    asked = open_round(town)
    answer(town, asked)
    with pytest.raises(rounds.AlreadyAnswered) as refusal:
        answer(town, asked, given=Answer.NIL)
    assert "Đã báo cáo đủ" in refusal.value.text.vi
    assert "20/11/2026" in refusal.value.text.vi
    assert figures(town, asked).received == 1


def test_two_heads_who_answer_at_once_answer_once(town: Town) -> None:
    asked = open_round(town)
    with unit_of_work(town.engine) as db:
        appoint(db, 13, "Bác Phó", Role.VILLAGE_HEAD, town.units["Thôn Mẫu Một"])

    def gives(chat_id: int) -> bool:
        try:
            answer(town, asked, by=chat_id)
        except rounds.AlreadyAnswered:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(gives, (11, 13))) == [False, True]
    assert figures(town, asked).received == 1


@contextmanager
def meanwhile(town: Town, other: Callable[[], object]) -> Iterator[Session]:
    """Open a unit of work, within which another begins that has to wait for what it does."""
    with ThreadPoolExecutor(1) as threads:
        with unit_of_work(town.engine) as db:
            yield db
            second = threads.submit(other)
            wait([second], timeout=0.3)
        second.result()


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (datetime(2026, 11, 25, 16, 59, tzinfo=UTC), False),  # 23:59 in Vietnam
        (datetime(2026, 11, 25, 17, 0, tzinfo=UTC), True),
    ],
)
def test_the_day_ends_at_midnight_in_the_place(small_town: Town, moment: datetime, *, late: bool) -> None:
    asked = open_round(small_town, due=DUE)
    small_town.now = moment
    assert answer(small_town, asked).late is late
    assert figures(small_town, asked) == RoundFigures(3, 1, 0 if late else 1)


def test_late_answers_are_taken_until_the_round_is_closed(small_town: Town) -> None:
    asked = open_round(small_town)
    small_town.now = datetime(2026, 12, 26, 3, tzinfo=UTC)
    with pytest.raises(rounds.NotAsked):
        answer(small_town, asked)
    small_town.now = datetime(2026, 12, 25, 3, tzinfo=UTC)
    assert answer(small_town, asked).late


@pytest.mark.parametrize(
    ("unit", "by"),
    [("Thôn Mẫu Một", 12), ("Thôn Mẫu Một", 21), ("Thôn Mẫu Một", 41), ("Xã Mẫu", 21), ("Xã Mẫu", 11)],
)
def test_a_village_is_answered_for_by_its_own_head_alone(small_town: Town, unit: str, by: int) -> None:
    asked = open_round(small_town)
    with pytest.raises(Refusal):
        answer(small_town, asked, unit, by=by)
    assert figures(small_town, asked).received == 0


def test_a_commune_is_answered_for_by_its_officers(small_town: Town) -> None:
    asked = open_round(small_town, asks=Level.COMMUNE)
    answer(small_town, asked, "Xã Mẫu", by=22)
    assert figures(small_town, asked) == RoundFigures(2, 1, 1)
    with pytest.raises(NotAllowed):
        answer(small_town, asked, "Xã Khác", by=22)


# --- taking back ---


def take_back(town: Town, asked: Round, *, by: int = 11) -> None:
    with unit_of_work(town.engine) as db:
        takes_back(db, town, asked, by=by)


def takes_back(db: Session, town: Town, asked: Round, *, by: int) -> None:
    rounds.take_back(
        db,
        viewer(db, town, by),
        db.get_one(Round, asked.id),
        town.units["Thôn Mẫu Một"],
        now=town.now,
        zone=town.config.zone,
    )


def test_an_answer_is_taken_back_until_the_deadline_and_the_log_keeps_it(town: Town) -> None:
    asked = open_round(town)
    answer(town, asked, given=Answer.NIL)
    take_back(town, asked)
    assert figures(town, asked) == RoundFigures(3, 0, 0)
    with unit_of_work(town.engine) as db:
        row = db.exec(select(AuditRow).where(AuditRow.act == "round.answer")).one()
    assert "nil" in row.detail
    answer(town, asked)
    assert figures(town, asked) == RoundFigures(3, 1, 1)


def test_two_heads_who_take_an_answer_back_at_once_take_it_back_once(town: Town) -> None:
    asked = open_round(town)
    with unit_of_work(town.engine) as db:
        appoint(db, 13, "Bác Phó", Role.VILLAGE_HEAD, town.units["Thôn Mẫu Một"])
    answer(town, asked)
    answer(town, asked, "Thôn Xa", by=12)
    with pytest.raises(rounds.NotAsked), meanwhile(town, lambda: take_back(town, asked, by=13)) as db:
        takes_back(db, town, asked, by=11)
    assert figures(town, asked) == RoundFigures(3, 1, 1)


def test_after_the_deadline_an_answer_stands(small_town: Town) -> None:
    asked = open_round(small_town)
    answer(small_town, asked)
    small_town.passes(days=6)
    with pytest.raises(rounds.TooLateToTakeBack):
        take_back(small_town, asked)
    assert figures(small_town, asked).received == 1


def test_there_is_nothing_to_take_back_before_an_answer_or_for_another_village(small_town: Town) -> None:
    asked = open_round(small_town)
    with pytest.raises(rounds.NotAsked):
        take_back(small_town, asked)
    answer(small_town, asked)
    with pytest.raises(NotAllowed):
        take_back(small_town, asked, by=12)


# --- putting off ---


def extend(
    town: Town, asked: Round, unit: str, due_on: date, *, by: int = 21, reason: str = "storm"
) -> RoundExtension:
    with unit_of_work(town.engine) as db:
        return extends(db, town, asked, unit, due_on, by=by, reason=reason)


def extends(
    db: Session, town: Town, asked: Round, unit: str, due_on: date, *, by: int, reason: str
) -> RoundExtension:
    return rounds.extend(
        db,
        viewer(db, town, by),
        db.get_one(Round, asked.id),
        town.units[unit],
        due_on=due_on,
        reason=reason,
        now=town.now,
        zone=town.config.zone,
    )


def due(town: Town, asked: Round, unit: str) -> date:
    with unit_of_work(town.engine) as db:
        return rounds.due_of(db, db.get_one(Round, asked.id), town.units[unit])


def test_a_deadline_is_put_off_for_one_village_or_a_whole_commune(town: Town) -> None:
    asked = open_round(town)
    extend(town, asked, "Thôn Mẫu Một", date(2026, 12, 1))
    assert (due(town, asked, "Thôn Mẫu Một"), due(town, asked, "Thôn Mẫu Hai")) == (date(2026, 12, 1), DUE)
    extend(town, asked, "Xã Mẫu", date(2026, 12, 5), reason="Sạt lở đường vào bản")
    assert due(town, asked, "Thôn Mẫu Một") == due(town, asked, "Thôn Mẫu Hai") == date(2026, 12, 5)
    assert due(town, asked, "Thôn Xa") == DUE


def test_what_came_late_and_is_not_by_the_new_deadline_counts_as_in_time(town: Town) -> None:
    asked = open_round(town)
    town.now = datetime(2026, 11, 27, 3, tzinfo=UTC)
    assert answer(town, asked).late
    assert answer(town, asked, "Thôn Xa", by=12).late
    extend(town, asked, "Xã Mẫu", date(2026, 11, 30), reason="flood")
    assert figures(town, asked) == RoundFigures(3, 2, 1)
    assert figures(town, asked, "Xã Mẫu") == RoundFigures(2, 1, 1)
    with unit_of_work(town.engine) as db:
        late = rounds.late(db, db.get_one(Round, asked.id), town.units["Tỉnh Mẫu"])
        assert [each.unit.name for each in late] == ["Thôn Xa"]


def test_a_deadline_is_never_brought_forward_nor_put_off_into_the_past_or_for_ever(small_town: Town) -> None:
    asked = open_round(small_town)
    with pytest.raises(NotLater, match="25/11/2026"):
        extend(small_town, asked, "Xã Mẫu", DUE)
    with pytest.raises(WrongNewDay):
        extend(small_town, asked, "Xã Mẫu", date(2028, 1, 1))
    small_town.now = datetime(2026, 12, 3, 3, tzinfo=UTC)
    with pytest.raises(WrongNewDay):
        extend(small_town, asked, "Xã Mẫu", date(2026, 12, 2))


def test_a_round_stays_open_as_long_as_its_longest_deadline(small_town: Town) -> None:
    asked = open_round(small_town)
    extend(small_town, asked, "Xã Mẫu", date(2027, 3, 1))
    assert all_rounds(small_town)[0].closes_on == date(2027, 3, 1)


def test_of_two_deadlines_put_off_at_once_the_longer_one_keeps_the_round_open(town: Town) -> None:
    asked = open_round(town)
    shorter = date(2026, 12, 30)
    with meanwhile(town, lambda: extend(town, asked, "Xã Khác", shorter, by=41)) as db:
        extends(db, town, asked, "Xã Mẫu", date(2027, 3, 1), by=21, reason="storm")
    assert all_rounds(town)[0].closes_on == date(2027, 3, 1)


def test_officials_put_off_what_lies_in_their_area_but_not_their_own_deadline(small_town: Town) -> None:
    asked = open_round(small_town)
    communes = open_round(small_town, asks=Level.COMMUNE)
    later = date(2026, 12, 1)
    for by, unit in ((21, "Xã Khác"), (21, "Tỉnh Mẫu"), (31, "Xã Mẫu"), (11, "Thôn Mẫu Một")):
        with pytest.raises(NotAllowed):
            extend(small_town, asked, unit, later, by=by)
    with pytest.raises(OwnDeadline):
        extend(small_town, communes, "Xã Mẫu", later)
    extend(small_town, communes, "Xã Mẫu", later, by=41)
    with pytest.raises(rounds.NotAsked):
        extend(small_town, communes, "Thôn Mẫu Một", later)


# --- what concerns whom ---


def test_a_duty_is_a_round_that_asks_ones_own_unit(small_town: Town) -> None:
    villages = open_round(small_town)
    communes = open_round(small_town, asks=Level.COMMUNE)
    with unit_of_work(small_town.engine) as db:
        today = date(2026, 11, 20)
        owed = {
            chat_id: [
                (each.asked.id, each.unit.name)
                for each in rounds.duties(db, viewer(db, small_town, chat_id), today)
            ]
            for chat_id in (11, 12, 21, 31, 41)
        }
    assert owed == {
        11: [(villages.id, "Thôn Mẫu Một")],
        12: [(villages.id, "Thôn Xa")],
        21: [(communes.id, "Xã Mẫu")],
        31: [],
        41: [],
    }


def test_a_round_elsewhere_looks_like_none(small_town: Town) -> None:
    asked = open_round(small_town, "Xã Khác", by=23)
    with unit_of_work(small_town.engine) as db:
        for chat_id in (12, 23, 31, 41):
            assert rounds.get(db, viewer(db, small_town, chat_id), asked.id).id == asked.id
        for chat_id in (11, 21, 22):
            with pytest.raises(Refusal, match="Không tìm thấy"):
                rounds.get(db, viewer(db, small_town, chat_id), asked.id)


def test_closed_rounds_are_found_the_latest_first(small_town: Town) -> None:
    first = open_round(small_town, due=date(2026, 11, 20))
    second = open_round(small_town, due=date(2026, 11, 21))
    with unit_of_work(small_town.engine) as db:
        me = viewer(db, small_town, 31)
        later = date(2027, 2, 1)
        assert rounds.rounds_for(db, me, later) == []
        assert [each.id for each in rounds.closed_for(db, me, later, 5)] == [second.id, first.id]


# --- kept counts ---

VILLAGES = ("Thôn Mẫu Một", "Thôn Mẫu Hai", "Thôn Xa")
STEP = st.tuples(st.sampled_from(["answer", "back", "extend", "wait"]), st.sampled_from(VILLAGES))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=14))
def test_kept_counts_are_counted_rows_after_any_history(sqlite: Engine, steps: list[tuple[str, str]]) -> None:
    with unit_of_work(sqlite) as db:
        for table in reversed(Round.metadata.sorted_tables):
            db.execute(table.delete())
    town = build(sqlite)
    with unit_of_work(sqlite) as db:
        appoint(db, 13, "Bác Hai", Role.VILLAGE_HEAD, town.units["Thôn Mẫu Hai"])
    heads = dict(zip(VILLAGES, (11, 13, 12), strict=True))
    asked = open_round(town, due=date(2026, 11, 21))
    for act, village in steps:
        _does(town, asked, act, village, heads[village])
    with unit_of_work(sqlite) as db:
        rows = db.exec(select(RoundAnswer, Unit).where(RoundAnswer.unit_id == Unit.id)).all()
    for name, unit in town.units.items():
        here = [given for given, village in rows if village.path.startswith(unit.path)]
        found = figures(town, asked, name)
        assert (found.received, found.on_time) == (len(here), sum(not given.late for given in here)), name


def _does(town: Town, asked: Round, act: str, village: str, head: int) -> None:
    if act == "wait":
        town.passes(hours=20)
        return
    day = town.now.astimezone(town.config.zone).date()
    try:
        with unit_of_work(town.engine) as db:
            here, unit = db.get_one(Round, asked.id), town.units[village]
            me, zone = viewer(db, town, 41 if act == "extend" else head), town.config.zone
            if act == "answer":
                rounds.answer(db, me, here, unit, Answer.DONE, now=town.now, zone=zone)
            elif act == "back":
                rounds.take_back(db, me, here, unit, now=town.now, zone=zone)
            else:
                rounds.extend(db, me, here, unit, due_on=day, reason="storm", now=town.now, zone=zone)
    except Refusal:
        return

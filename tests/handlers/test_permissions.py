"""The whole table of acts and roles, walked: in one's own area, in another's, with no appointment, with an ended one.

Twice: at the queries every handler rests on, and by typing and tapping what the bot would never have offered.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from itertools import count
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from handlers import registry
from handlers import router as _router  # noqa: F401 - importing it enters every command
from store import pauses, people, reports, weekly
from store.database import unit_of_work
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.moves import Move
from store.rules.refusal import Refusal
from store.rules.roles import Act, Role, may
from store.rules.states import State
from store.rules.weeks import Sending
from store.tables import (
    Appointment,
    Chat,
    Conversation,
    Household,
    Invitation,
    Narrative,
    Notice,
    Pause,
    Person,
    Report,
    Target,
    Unit,
    WeeklySending,
)
from tests.asked import all_rounds, figures, open_round
from tests.filed import file_unlisted, forge, stored, viewer
from tests.town import LONG_AGO, appoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from store.people import Viewer
    from tests.chat import Phone
    from tests.town import Town

WHO = 77


class Case(Enum):
    """Where the person stands towards the place they reach for."""

    OWN = "own area"
    FOREIGN = "foreign area"
    NONE = "no appointment"
    ENDED = "ended appointment"

    @property
    def village(self) -> str:
        return "Thôn Xa" if self is Case.FOREIGN else "Thôn Mẫu Một"

    @property
    def commune(self) -> str:
        return "Xã Khác" if self is Case.FOREIGN else "Xã Mẫu"


EVERYWHERE = {Act.HELP, Act.LANGUAGE_SET}
"""Acts that concern nobody's area."""

NOT_IN_CHAT = {
    Act.UNIT_IMPORT,
    Act.FAULT_READ,
}
"""Acts for which there is no command yet; with the first command each gets its attempt below."""

_numbers = count(1)


def put_in_place(town: Town, role: Role, case: Case) -> Phone:
    """Let somebody hold a role in Xã Mẫu, or have held it, or never."""
    home = town.units["Thôn Mẫu Một" if role is Role.VILLAGE_HEAD else "Xã Mẫu"]
    units = () if case is Case.NONE else (home,)
    with unit_of_work(town.engine) as db:
        appoint(db, WHO, "Người Thử", role, *units, until=town.now if case is Case.ENDED else None)
    return town.phone(WHO, "Người Thử")


def expected(role: Role, act: Act, case: Case) -> bool:
    if case in {Case.NONE, Case.ENDED}:
        return False
    return may(role, act) and (case is Case.OWN or act in EVERYWHERE)


# --- the queries ---


@pytest.mark.parametrize("case", Case)
@pytest.mark.parametrize("role", Role)
def test_a_query_reaches_what_the_table_allows_and_nothing_else(town: Town, role: Role, case: Case) -> None:
    put_in_place(town, role, case)
    target = town.units[case.village]
    report = file_unlisted(town, "Trần Thị Đích", HouseholdClass.POOR, village=case.village, by=12)
    with unit_of_work(town.engine) as db:
        me = people.viewer_of(db, db.get_one(Chat, WHO), town.now)
        for act in Act:
            in_reach = case is Case.OWN and may(role, act)
            found = db.exec(select(Unit.id).where(me.area(act), Unit.id == target.id)).all()
            assert me.may(act) is (case in {Case.OWN, Case.FOREIGN} and may(role, act)), act
            assert bool(found) is in_reach, act
            assert me.covers(act, target) is in_reach, act
            assert reaches(db, me, report.id, act) is in_reach, act


def reaches(db: Session, me: Viewer, report_id: int, act: Act) -> bool:
    """Tell whether a report can be loaded; one out of reach looks as if it were not there."""
    try:
        reports.get(db, me, report_id, act)
    except Refusal as refusal:
        return refusal.text != reports.NOT_FOUND
    return True


# --- the chat ---


def fresh_report(town: Town, case: Case, *steps: Move) -> Report:
    """File a report in the village reached for, and take it some steps on by its own officer."""
    by, officer = (12, 23) if case is Case.FOREIGN else (11, 21)
    name = f"Trần Thị {'abcdefghijklmnopqrst'[next(_numbers) % 20]}a"
    report = file_unlisted(
        town, name, HouseholdClass.POOR, village=case.village, by=by, birth_year=1900 + next(_numbers) % 120
    )
    with unit_of_work(town.engine) as db:
        for step in steps:
            reports.move(db, viewer(db, town, officer), db.get_one(Report, report.id), step, town.now)
    return report


def conversation(town: Town) -> Conversation | None:
    with unit_of_work(town.engine) as db:
        return db.exec(select(Conversation).where(Conversation.chat_id == WHO)).first()


def helps(_town: Town, phone: Phone, _case: Case) -> bool:
    return "Các việc anh/chị làm được" in phone.types("/trogiup")


def switches_language(_town: Town, phone: Phone, _case: Case) -> bool:
    switched = "English from now on" in phone.types("/ngonngu")
    if switched:
        phone.types("/ngonngu")
    return switched


def reads_a_place(town: Town, phone: Phone, case: Case) -> bool:
    return f"📍 <b>{case.village}" in forge(phone, f"tc||u|{town.units[case.village].id}")


def reads_a_household(town: Town, phone: Phone, case: Case) -> bool:
    with unit_of_work(town.engine) as db:
        household = db.exec(select(Household).where(Household.unit_id == town.units[case.village].id)).first()
    assert household is not None
    return household.head_name in forge(phone, f"tc||hh|{household.id}")


def reads_a_report(town: Town, phone: Phone, case: Case) -> bool:
    report = fresh_report(town, case)
    tapped = report.code in forge(phone, f"tc||r|{report.id}")
    typed = f"<b>{report.code}</b>" in phone.types(report.code)
    told = "Gửi</b>" in forge(phone, f"tc||h|{report.id}|0|")
    assert tapped is typed is told
    return tapped


def begins_a_report(town: Town, phone: Phone, _case: Case) -> bool:
    phone.types("/baocao")
    return conversation(town) is not None


def corrects(town: Town, phone: Phone, case: Case) -> bool:
    report = fresh_report(town, case)
    forge(phone, f"bcct||edit|{report.id}")
    return conversation(town) is not None


def withdraws(town: Town, phone: Phone, case: Case) -> bool:
    report = fresh_report(town, case)
    forge(phone, f"bcct||gone|{report.id}")
    return stored(town, report).state is State.WITHDRAWN


def verifies(town: Town, phone: Phone, case: Case) -> bool:
    report, other = fresh_report(town, case), fresh_report(town, case)
    forge(phone, f"xm|1|verify|{report.id}|0")
    asked = "vì lý do gì" in forge(phone, f"xm|1|return|{other.id}|")
    assert asked is (stored(town, report).state is State.VERIFIED)
    return asked


def posts(town: Town, phone: Phone, case: Case) -> bool:
    report = fresh_report(town, case, Move.VERIFY)
    usual = town.config
    town.config = replace(usual, tracks_posting=True)
    forge(phone, f"xm|2|post|{report.id}|")
    phone.types("hôm nay")
    town.config = usual
    return stored(town, report).state is State.POSTED


def recognises(town: Town, phone: Phone, case: Case) -> bool:
    report = fresh_report(town, case, Move.VERIFY)
    forge(phone, f"xm|2|recognise|{report.id}|")
    phone.types("12/QĐ-UBND")
    phone.types("hôm nay")
    phone.types("gửi")
    return stored(town, report).state is State.RECOGNISED


def invites(role: Role) -> Callable[[Town, Phone, Case], bool]:
    def attempt(town: Town, phone: Phone, case: Case) -> bool:
        unit = town.units[case.village if role is Role.VILLAGE_HEAD else case.commune]
        phone.types("/moi")
        form = conversation(town)
        session = form.session if form else "none"
        forge(phone, f"invite|{session}.1|a|role|{role.value}")
        forge(phone, f"invite|{session}.1|a|unit|{unit.id}")
        with unit_of_work(town.engine) as db:
            made = select(Invitation).where(Invitation.role == role, Invitation.unit_id == unit.id)
            return bool(db.exec(made).all())

    return attempt


def dismisses(town: Town, phone: Phone, case: Case) -> bool:
    with unit_of_work(town.engine) as db:
        person = appoint(db, 1000 + next(_numbers), "Bác Khác", Role.VILLAGE_HEAD, town.units[case.village])
        target = db.exec(select(Appointment).where(Appointment.person_id == person.id)).one()
    forge(phone, f"nd||end|{target.id}")
    with unit_of_work(town.engine) as db:
        return db.get_one(Appointment, target.id).until is not None


def gets_the_annual_report(town: Town, phone: Phone, case: Case) -> bool:
    before = len(phone.messages)
    forge(phone, f"bcn||get|{town.units[case.commune].id}|{town.now.year}")
    return any(message.files for message in phone.messages[before:])


def writes_for_the_annual_report(town: Town, phone: Phone, case: Case) -> bool:
    forge(phone, f"bcn||write|{town.units[case.commune].id}|{town.now.year}")
    form = conversation(town)
    session = form.session if form else "none"
    phone.types("Đã tổ chức hai hội nghị triển khai.")
    forge(phone, f"narrative|{session}.1|a|resources|rest")
    forge(phone, f"narrative|{session}.1|s||")
    with unit_of_work(town.engine) as db:
        return (
            db.exec(select(Narrative).where(Narrative.unit_id == town.units[case.commune].id)).first()
            is not None
        )


def writes(town: Town, phone: Phone, case: Case) -> bool:
    """Read who received a notice of the commune reached for; one's own notices go nowhere else whatever one does."""
    officer = town.far_officer if case is Case.FOREIGN else town.officer
    officer.types("/thongbao")
    officer.types("Mời họp lúc 8 giờ")
    officer.taps("✅ Gửi")
    with unit_of_work(town.engine) as db:
        notice = db.exec(select(Notice).order_by(col(Notice.id).desc())).first()
    assert notice is not None
    return "Mời họp lúc 8 giờ" in forge(phone, f"tb||who|{notice.id}")


def ends_a_pause(town: Town, phone: Phone, case: Case) -> bool:
    today = town.now.astimezone(town.config.zone).date()
    with unit_of_work(town.engine) as db:
        officer = viewer(db, town, 23 if case is Case.FOREIGN else 21)
        unit = town.units[case.commune]
        pause = pauses.begin(db, officer, unit, until=today, reason="storm", today=today, now=town.now)
    forge(phone, f"th||end|{pause.id}")
    with unit_of_work(town.engine) as db:
        return db.get_one(Pause, pause.id).until < today


def assigns(town: Town, phone: Phone, case: Case) -> bool:
    unit = town.units[case.village]
    phone.types(f"/chitieu {unit.code}")
    for typed in ("2026", "3 hộ", "gửi"):
        phone.types(typed)
    with unit_of_work(town.engine) as db:
        return bool(db.exec(select(Target).where(Target.unit_id == unit.id)).all())


def opens_a_round(town: Town, phone: Phone, case: Case) -> bool:
    before = len(all_rounds(town))
    phone.types("/dotbaocao")
    phone.types("Rà soát hộ sau bão")
    form = conversation(town)
    session = form.session if form else "none"
    forge(phone, f"newround|{session}.1|a|area|{town.units[case.village].id}")
    phone.types("25/11")
    phone.types("gửi")
    return len(all_rounds(town)) > before


def follows_a_round(town: Town, phone: Phone, case: Case) -> bool:
    asked = open_round(town, case.commune)
    unit = town.units[case.commune]
    seen = f"{unit.name} · Hạn nộp" in forge(phone, f"chuanop||see|{asked.id}|{unit.id}|0")
    late = "Nộp trễ hạn" in forge(phone, f"chuanop||late|{asked.id}|{unit.id}|0")
    assert seen is late
    return seen


def answers_a_round(town: Town, phone: Phone, case: Case) -> bool:
    """Answer for the village reached for and for its commune: the one is a head's, the other an officer's to do."""
    asked = {
        case.village: open_round(town, case.commune),
        case.commune: open_round(town, case.commune, asks=Level.COMMUNE),
    }
    for name, each in asked.items():
        forge(phone, f"hn||nil|{each.id}|{town.units[name].id}|sure")
    return any(figures(town, each, name).received for name, each in asked.items())


def chooses_when_the_summary_comes(town: Town, phone: Phone, case: Case) -> bool:
    unit = town.units[case.commune]
    forge(phone, f"tuannay||set|{unit.id}|friday")
    with unit_of_work(town.engine) as db:
        chosen = weekly.sendings(db).of(unit) is Sending.FRIDAY
        for row in db.exec(select(WeeklySending)):
            db.delete(row)
    return chosen


ATTEMPTS: dict[Act, Callable[[Town, Phone, Case], bool]] = {
    Act.HELP: helps,
    Act.LANGUAGE_SET: switches_language,
    Act.UNIT_READ: reads_a_place,
    Act.HOUSEHOLD_READ: reads_a_household,
    Act.HOUSEHOLD_NAMES: reads_a_household,
    Act.REPORT_READ: reads_a_report,
    Act.REPORT_CREATE: begins_a_report,
    Act.REPORT_CORRECT: corrects,
    Act.REPORT_WITHDRAW: withdraws,
    Act.REPORT_VERIFY: verifies,
    Act.REPORT_POST: posts,
    Act.REPORT_RECOGNISE: recognises,
    Act.INVITE_VILLAGE_HEAD: invites(Role.VILLAGE_HEAD),
    Act.INVITE_COMMUNE_OFFICER: invites(Role.COMMUNE_OFFICER),
    Act.INVITE_VIEWER: invites(Role.VIEWER),
    Act.INVITE_ADMINISTRATOR: invites(Role.ADMINISTRATOR),
    Act.PERSON_DISMISS: dismisses,
    Act.REMINDER_PAUSE: ends_a_pause,
    Act.TARGET_SET: assigns,
    Act.ROUND_OPEN: opens_a_round,
    Act.ROUND_READ: follows_a_round,
    Act.ROUND_ANSWER: answers_a_round,
    Act.EXPORT_MAKE: gets_the_annual_report,
    Act.NARRATIVE_WRITE: writes_for_the_annual_report,
    Act.NOTICE_SEND: writes,
    Act.SUMMARY_TIME_SET: chooses_when_the_summary_comes,
}


def forget_forms(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        for row in db.exec(select(Conversation).where(Conversation.chat_id == WHO)):
            db.delete(row)
        db.get_one(Chat, WHO).open_form = None


@pytest.mark.parametrize("case", Case)
@pytest.mark.parametrize("role", Role)
def test_in_chat_everyone_can_do_what_the_table_allows_and_nothing_else(
    small_town: Town, role: Role, case: Case
) -> None:
    phone = put_in_place(small_town, role, case)
    for act, attempt in ATTEMPTS.items():
        # A new report is of one's own village whatever one does: there is nothing foreign to reach for.
        own = case is Case.FOREIGN and act is Act.REPORT_CREATE
        wanted = expected(role, act, Case.OWN if own else case)
        forget_forms(small_town)
        assert attempt(small_town, phone, case) is wanted, act


def test_every_act_is_walked() -> None:
    assert set(ATTEMPTS) | NOT_IN_CHAT == set(Act)


def test_an_act_without_an_attempt_has_no_command() -> None:
    acts = {entry.act for entry in registry._commands.values()} | {act for act, _ in registry._taps.values()}
    assert not acts & NOT_IN_CHAT


def test_a_stranger_learns_nothing_from_any_button(small_town: Town) -> None:
    report = fresh_report(small_town, Case.OWN)
    for data in (
        f"xm|1|verify|{report.id}|0",
        f"tc||r|{report.id}",
        "xm||open",
        f"bcct||gone|{report.id}",
        "nd||list|0",
    ):
        said = forge(small_town.stranger, data)
        assert "Hệ thống dành cho người có trong danh sách" in said
        assert report.code not in said
    assert stored(small_town, report).state is State.WAITING


def test_a_forged_button_on_another_communes_report_finds_nothing(town: Town) -> None:
    report = fresh_report(town, Case.FOREIGN)
    for data in (
        "xm|1|verify|{id}|0",
        "xm|1|reject|{id}|0",
        "xm|1|photos|{id}|0",
        "tc||r|{id}",
        "tc||h|{id}|0|",
    ):
        assert forge(town.officer, data.format(id=report.id)) == reports.NOT_FOUND.vi
    assert stored(town, report).state is State.WAITING


def test_an_appointment_that_ends_during_a_form_ends_the_form_too(town: Town) -> None:
    report = fresh_report(town, Case.OWN)
    town.officer.types("/xacminh")
    town.officer.taps("Không công nhận")
    town.officer.types("Hộ chưa vượt chuẩn nghèo")
    with unit_of_work(town.engine) as db:
        officer = db.exec(select(Person).where(Person.chat_id == 21)).one()
        for seat in db.exec(select(Appointment).where(Appointment.person_id == officer.id)):
            seat.until = town.now
    town.officer.taps("Đồng ý")
    assert "Hệ thống dành cho người có trong danh sách" in town.officer.sees()
    assert stored(town, report).state is State.WAITING


def test_an_appointment_that_has_not_begun_gives_nothing_yet(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        person = appoint(db, WHO, "Người Sắp Tới", Role.COMMUNE_OFFICER)
        unit = town.units["Xã Mẫu"]
        starts = LONG_AGO.replace(year=2027)
        db.add(Appointment(person_id=person.id, unit_id=unit.id, role=Role.COMMUNE_OFFICER, since=starts))
    assert "Hệ thống dành cho người có trong danh sách" in town.phone(WHO, "").types("/xacminh")

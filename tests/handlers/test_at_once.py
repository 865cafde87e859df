"""Two people at the same moment: the second begins while the first is not committed yet."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from handlers import router
from handlers.incoming import Tapped
from handlers.letter import Letter
from store import invitations, outbox, reports
from store.database import unit_of_work
from store.rules.moves import Move
from store.rules.roles import Role
from store.tables import Decision, Report
from tests.filed import file_report, viewer
from tests.handlers.reporting import TYPED, begins
from tests.town import appoint

if TYPE_CHECKING:
    from sqlmodel import Session

    from tests.chat import Phone
    from tests.town import Town

AWAITED = 0.3
"""Seconds the second one is given to come as far as it can; the outcome may not depend on them."""

Said = list[tuple[int, str]]


def answer(town: Town, db: Session, tapped: Tapped) -> Said:
    posts = router.answer(db, tapped, town.now, town.config)
    outbox.put(db, posts, "test", town.now)
    return [(post.chat_id, Letter.from_json(post.body).text) for post in posts]


def at_once(town: Town, label: str, first: Phone, second: Phone) -> tuple[Said, Said]:
    """Let both tap a button; return what each tap made the bot say, and to which chat."""
    taps = [_tap(phone, label) for phone in (first, second)]
    later: Said = []

    def taps_too() -> None:
        with unit_of_work(town.engine) as db:
            later.extend(answer(town, db, taps[1]))

    thread = Thread(target=taps_too)
    with unit_of_work(town.engine) as db:
        earlier = answer(town, db, taps[0])
        thread.start()
        thread.join(timeout=AWAITED)
    thread.join(timeout=30)
    return earlier, later


def _tap(phone: Phone, label: str) -> Tapped:
    message_id, data = phone.data(label)
    return Tapped(phone.chat_id, message_id, phone.name, data, "tap")


def second_head(town: Town, village: str) -> Phone:
    with unit_of_work(town.engine) as db:
        appoint(db, 13, "Chị Trưởng", Role.VILLAGE_HEAD, town.units[village])
    return town.phone(13, "Chị Trưởng")


def test_two_reports_of_one_commune_are_both_counted_by_one_alert(town: Town) -> None:
    other = second_head(town, "Thôn Mẫu Hai")
    begins(town.head, until="send")
    begins(other, until="send", household="Võ Văn Thí Điểm", members="6 người", income=TYPED + "14tr")
    earlier, later = at_once(town, "✅ Gửi", town.head, other)
    assert [words.split(" đang")[0] for chat_id, words in earlier if chat_id == 21] == ["📥 <b>1 báo cáo</b>"]
    assert [words.split(" đang")[0] for chat_id, words in later if chat_id == 21] == ["📥 <b>2 báo cáo</b>"]


def test_two_reports_on_one_household_make_one(town: Town) -> None:
    other = second_head(town, "Thôn Mẫu Một")
    for head in (town.head, other):
        begins(head, until="send")
    earlier, later = at_once(town, "✅ Gửi", town.head, other)
    assert "Đã gửi báo cáo" in earlier[0][1]
    assert [(chat_id, words.split(" <b>")[0]) for chat_id, words in later] == [(13, "Hộ này đã có báo cáo")]


def test_one_invitation_opened_by_two_lets_one_in(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        token, _ = invitations.invite(
            db,
            town.units["Thôn Mẫu Hai"],
            Role.VILLAGE_HEAD,
            by=None,
            now=town.now,
            lasts=town.config.invitation_lasts,
        )
    guests = [town.phone(chat_id, "Hồ Văn Khách") for chat_id in (71, 72)]
    for guest in guests:
        guest.types(f"/start {token}")
    earlier, later = at_once(town, "Hồ Văn Khách", *guests)
    assert "Chào mừng" in earlier[0][1]
    assert [words.split(":")[0] for _, words in later] == ["Đường dẫn mời này không dùng được"]


def ready_to_recognise(officer: Phone, name: str, day: str) -> None:
    """Choose one verified report and type the number that the other officer types too."""
    officer.types("/congnhan")
    for act in (name, "Xong (1)"):
        officer.taps(act)
    officer.types("12/QĐ-UBND")
    officer.taps(day)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("Hôm nay", "Hôm nay"), "🏅 Đã công nhận <b>1</b> hộ"),
        (("Hôm nay", "Hôm qua"), "Quyết định số 12/QĐ-UBND đã được nhập với ngày 20/11/2026"),
    ],
)
def test_one_number_typed_by_two_officers_makes_one_decision(
    town: Town, days: tuple[str, str], said: str
) -> None:
    town.passes(days=-2)
    verified = [file_report(town, name) for name in ("Hồ Văn Thử", "Võ Văn Thí Điểm")]
    town.passes(days=2)
    with unit_of_work(town.engine) as db:
        for report in verified:
            reports.move(db, viewer(db, town, 21), db.get_one(Report, report.id), Move.VERIFY, town.now)
    ready_to_recognise(town.officer, "Hồ Văn Thử", days[0])
    ready_to_recognise(town.second_officer, "Võ Văn Thí Điểm", days[1])
    earlier, later = at_once(town, "🏅 Công nhận", town.officer, town.second_officer)
    assert "🏅 Đã công nhận <b>1</b> hộ" in earlier[0][1]
    assert said in later[0][1]
    with unit_of_work(town.engine) as db:
        assert len(db.exec(select(Decision)).all()) == 1

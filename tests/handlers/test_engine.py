"""A form under impatient hands: whatever is tapped, typed or shown, nothing is lost and one is never stranded."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import delete

from handlers.forms.engine import enter, unfinished
from handlers.forms.report.form import REPORT
from handlers.incoming import Other
from handlers.scene import Scene
from store import invitations
from store.database import open_database, unit_of_work
from store.people import viewer_of
from store.rules.roles import Role
from store.rules.text import Language
from store.tables import Chat, Conversation, Event, Report
from tests.chat import NOON
from tests.handlers.reporting import TYPICAL, answers, begins
from tests.town import Town, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = (
    "Hồ Văn Thử", "ho thi mau", "Nguyen Van Vi Du", "Le Van Moi", "1", "2", "3", "4", "0", "99", "co", "chua",
    "hôm nay", "15/11", "31/02", "11/15", "20/12/2026", "1500", "6tr5", "7 trieu ruoi", "khong con", "xong",
    "1, 3", "Sửa thu nhập", "Giữ nguyên", "Hộ có thêm người đi làm ăn xa", "quay lại", "hủy", "huy", "bỏ qua",
    "để sau", "làm tiếp", "gửi", "thu nhập", "😀", "<b>", "x" * 300, "CT-E0H-8547", "",
)  # fmt: skip
COMMANDS = ("/baocao", "/huy", "/trogiup", "/baocaocuatoi", "/ngonngu", "/khongco")

# An answer that always does, by question.
ANSWERS = {
    "household": "Nguyễn Văn Ví Dụ 1962",
    "name": "Lê Văn Mới",
    "born": "không rõ",
    "class": "1",
    "change": "1",
    "cause": "1",
    "signed": "có",
    "event_on": "hôm nay",
    "members": "4",
    "income": "6tr5",
    "keep": "Hộ có thêm người đi làm ăn xa",
    "deprivations": "không còn",
    "keep_lacking": "Hộ có thêm người đi làm ăn xa",
    "supports": "không",
    "meeting_on": "chưa họp",
    "photos": "xong",
}

tapping = st.tuples(st.just("tap"), st.integers(0, 30))
old_taps = st.tuples(st.just("old"), st.integers(0, 400))
typing = st.tuples(st.just("type"), st.sampled_from(TEXTS))
commands = st.tuples(st.just("type"), st.sampled_from(COMMANDS))
pictures = st.tuples(st.just("photo"), st.sampled_from([None, "album-1", "album-2"]))
waiting = st.tuples(st.just("wait"), st.integers(1, 100))
acts = st.lists(
    st.one_of(tapping, tapping, tapping, typing, old_taps, commands, pictures, waiting), max_size=25
)


@pytest.fixture(scope="module")
def playground(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    path = tmp_path_factory.mktemp("engine") / "engine.db"
    shutil.copyfile(sqlite_template, path)
    engine = open_database(f"sqlite:///{path}")
    yield build(engine)
    engine.dispose()


def _wipe(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        for table in (Event, Report, Conversation):
            db.execute(delete(table))
        chat = db.get_one(Chat, town.head.chat_id)
        chat.open_form, chat.language = None, Language.VI
    town.head.messages.clear()
    town.now = NOON


def _question(town: Town) -> str | None:
    """Return the name of the question at hand; an empty one at the review page, None without a draft."""
    with unit_of_work(town.engine) as db:
        chat = db.get_one(Chat, town.head.chat_id)
        scene = Scene(
            db, town.now, town.config, chat, viewer_of(db, chat, town.now), Other(chat.chat_id, 0, "")
        )
        filling = unfinished(scene, REPORT)
        if filling is None:
            return None
        question = REPORT.current(filling)
        return question.name if question else ""


def _does(town: Town, kind: str, what: object) -> None:
    head = town.head
    if kind == "type":
        head.types(str(what))
    elif kind == "photo":
        head.shows("photo", None if what is None else str(what))
    elif kind == "wait":
        town.passes(hours=float(str(what)))
    else:
        messages = head.messages if kind == "old" else head.messages[-1:]
        buttons = [(message.id, data) for message in messages for row in message.buttons for _, data in row]
        if buttons:
            head.taps_data(*buttons[int(str(what)) % len(buttons)])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_whatever_one_does_the_form_can_be_gone_on_with_to_its_end(
    playground: Town, done: list[tuple[str, object]]
) -> None:
    _wipe(playground)
    playground.head.types("/baocao")
    for kind, what in done:
        _does(playground, kind, what)
    playground.head.types("/baocao")
    if "▶️ Làm tiếp" in playground.head.buttons() or "▶️ Go on" in playground.head.buttons():
        playground.head.taps("▶️")
    for _ in range(40):
        question = _question(playground)
        if not question:
            break
        playground.head.types(ANSWERS[question])
    assert _question(playground) == ""
    assert "✅" in playground.head.buttons()[0]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_commands_pictures_old_buttons_and_time_take_no_answer_away(
    playground: Town, done: list[tuple[str, object]]
) -> None:
    _wipe(playground)
    head = playground.head
    head.types("/baocao")
    for kind, what in done:
        before = answers(playground, head)
        _does(playground, kind, what)
        if before and (kind in {"photo", "wait"} or str(what).startswith("/")):
            after = answers(playground, head)
            assert {**after, "pictures": None} == {**before, "pictures": None}
            assert _photos(after) >= _photos(before)


def _photos(draft: dict[str, object]) -> int:
    kept = draft.get("pictures")
    return len(kept) if isinstance(kept, list) else 0


@pytest.mark.parametrize("question", [*(name for name in TYPICAL if name not in {"supports_done", "send"})])
def test_a_forged_value_on_a_button_answers_nothing(playground: Town, question: str) -> None:
    _wipe(playground)
    head = playground.head
    begins(head, until=question)
    before = answers(playground, head)
    message, data = head.data("Hủy")
    place, stamp = data.split("|")[:2]
    for action in ("a", "t"):
        for value in ("", "zzz", "9" * 25, "-1", "2026-99-99", "2999-01-01", "1.5"):
            head.taps_data(message, f"{place}|{stamp}|{action}|{question}|{value}")
            assert answers(playground, head) == before
            assert _question(playground) == question


def test_a_forged_action_is_answered_with_the_question_as_it_is(playground: Town) -> None:
    _wipe(playground)
    head = playground.head
    begins(head, until="income")
    message, data = head.data("Hủy")
    place, stamp = data.split("|")[:2]
    for action in ("q", "", "e", "s", "k"):
        assert (
            "thu nhập một tháng" in head.taps_data(message, f"{place}|{stamp}|{action}|income|income").lower()
        )
    assert answers(playground, head)["members"] == 4


def test_a_form_of_one_question_ends_with_its_answer_and_a_wrong_one_is_asked_again(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        village = small_town.units["Thôn Mẫu Hai"]
        token, _ = invitations.invite(
            db,
            village,
            Role.VILLAGE_HEAD,
            by=None,
            now=small_town.now,
            lasts=small_town.config.invitation_lasts,
        )
    stranger = small_town.stranger
    assert "Hệ thống nên gọi anh/chị là gì" in stranger.types(f"/start {token}")
    assert "<i>Nhận lời mời</i>" in stranger.types("12")
    assert "Chào mừng Lê Văn Mới" in stranger.types("lê văn mới")


def test_what_nothing_has_been_answered_of_ends_without_a_question(small_town: Town) -> None:
    officer = small_town.officer
    officer.types("/tracuu")
    assert "Đã hủy: Tra cứu" in officer.types("/huy")
    officer.types("/tracuu")
    assert "Đã hủy: Tra cứu" in officer.taps("Hủy")
    small_town.head.types("/baocao")
    small_town.head.types("ho van thu")
    assert "Bản nháp có thể để lại" in small_town.head.types("/huy")


def test_two_forms_of_one_name_are_a_mistake_found_at_the_start() -> None:
    with pytest.raises(ValueError, match="report"):
        enter(REPORT)


def test_a_forged_answer_to_change_leaves_the_review_page_as_it_is(playground: Town) -> None:
    _wipe(playground)
    head = playground.head
    begins(head, until="send")
    message, data = head.data("Hủy")
    place, stamp = data.split("|")[:2]
    for value in ("nothing", "cause", ""):
        assert "Xem lại trước khi gửi" in head.taps_data(message, f"{place}|{stamp}|e||{value}")


def test_words_typed_for_a_draft_that_is_gone_go_to_no_form(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        db.get_one(Chat, small_town.head.chat_id).open_form = "report"
    assert "chưa hiểu" in small_town.head.types("4")

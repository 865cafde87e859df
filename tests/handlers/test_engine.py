"""A form under impatient hands: whatever is tapped, typed or shown, nothing is lost and one is never stranded."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import delete

from handlers.forms.engine import unfinished
from handlers.forms.report.form import REPORT
from handlers.incoming import Other
from handlers.scene import Scene
from store.database import open_database, unit_of_work
from store.people import viewer_of
from store.tables import Chat, Conversation, Event, Report
from tests.handlers.reporting import answers
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
        db.get_one(Chat, town.head.chat_id).open_form = None
    town.head.messages.clear()


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

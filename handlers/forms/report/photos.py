"""Photos of the papers: up to five, kept whenever they come; no identity cards (domain.md §11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.casewords import TITLES
from handlers.forms.choosing import Option, pick
from handlers.forms.form import Again, Answer, Prompt, Question, Turned
from store.rules.refusal import Refusal
from store.rules.text import Text, join, same

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given, Outcome, Shown

MOST = 5
"""Photos a report may have."""

_ASK = Text(
    "<b>Nhờ anh/chị chụp ảnh giấy tờ (giấy đề nghị, biên bản họp) rồi gửi vào đây, tối đa {most} ảnh.</b>\n"
    "⚠️ Không gửi ảnh căn cước, giấy tờ khám bệnh.",
    "<b>Please photograph the papers (request, minutes of the meeting) and send them here, {most} at most.</b>\n"
    "⚠️ No identity cards, no medical papers.",
)
_HAVE = Text("Đã có {count} ảnh.", "{count} photos so far.")
_KEPT = Text("Đã nhận ảnh ({count}/{most}).", "Photo received ({count}/{most}).")
_CAPTION = Text("Chữ kèm theo ảnh không được lưu.", "The words under the photo are not kept.")
_FULL = Text(
    "Báo cáo đã đủ {most} ảnh nên ảnh vừa gửi không được giữ ạ.",
    "The report has its {most} photos, so this one was not kept.",
)
_ONLY_PHOTOS = Text(
    "Chỗ này chỉ nhận ảnh. Nhờ anh/chị gửi ảnh, hoặc bấm nút bên dưới ạ.",
    "Only photos are taken here. Please send one, or press a button below.",
)
_DONE, _SKIP = Text("Xong", "Done"), Text("Bỏ qua", "Skip")
_LESS = Text("Bỏ ảnh gửi sau cùng", "Take back the last photo")
_TAKEN_BACK = "less"


def pictures(filling: Filling) -> list[str]:
    """Return the photos so far, as the channel's file ids."""
    have: list[str] = filling.get("pictures") or []
    return have


def keep(filling: Filling, picture: Shown) -> Text:
    """Keep a photo, whatever is being asked.

    Raises:
        Refusal: there are enough.
    """
    have = pictures(filling)
    if len(have) >= MOST:
        raise Refusal(_FULL.fill(most=MOST))
    _put(filling, [*have, picture.file_id])
    kept = _KEPT.fill(count=len(have) + 1, most=MOST)
    return join([kept, _CAPTION], " ") if picture.caption else kept


def _put(filling: Filling, photos: list[str]) -> None:
    answers: dict[str, Any] = {**filling.answers, "pictures": photos}
    filling.row.answers = answers


def _ask(filling: Filling) -> Prompt:
    have = pictures(filling)
    asked = _ASK.fill(most=MOST)
    if not have:
        return Prompt(asked, [[filling.choose("done", _SKIP)]])
    rows = [[filling.choose("done", _DONE)], [filling.turn(_TAKEN_BACK, _LESS)]]
    return Prompt(join([asked, _HAVE.fill(count=len(have))]), rows)


def _options() -> list[Option]:
    ways = ("bỏ qua", "không", "không có", "chưa có", "hết", "skip", "done", "xong rồi", "hết rồi")
    return [Option("done", _DONE, ways)]


def _take(filling: Filling, given: Given) -> Outcome:
    if given == Turned(_TAKEN_BACK):
        _put(filling, pictures(filling)[:-1])
        return Again()
    try:
        return Answer(pick(_options(), given))
    except Refusal:
        raise Refusal(_ONLY_PHOTOS) from None


PHOTOS = Question(
    name="photos",
    title=TITLES["photos"],
    ask=_ask,
    take=_take,
    show=lambda filling: same(len(pictures(filling))),
)

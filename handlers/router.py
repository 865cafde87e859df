"""From what came in to who answers it: person, then permission, then command, open form, or a hint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import asking, joining, posting, registry
from handlers import commands as _commands  # noqa: F401 - entering every command and form is its effect
from handlers.forms import engine
from handlers.incoming import (
    Command,
    Contact,
    Document,
    Incoming,
    Other,
    Photo,
    Presence,
    Spoken,
    Tapped,
    Words,
)
from handlers.reply import Replies, Reply
from handlers.scene import Config, Scene
from handlers.tap import read_tap
from store import people
from store.database import undone_by
from store.rules.codes import looks_like_code
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text
from store.rules.vietnamese import fold
from store.tables import Priority

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from store.outbox import Post

UNKNOWN_COMMAND = Text(
    "Chưa có lệnh /{name}. Nhờ anh/chị bấm một nút bên dưới, hoặc /trogiup ạ.",
    "There is no command /{name}. Please press a button below, or /trogiup.",
)
NO_PLACE = Text(
    "Lúc này chưa cần ảnh hay tệp. Ảnh giấy tờ được hỏi ở cuối bước /baocao ạ.",
    "No picture or file is needed now. Photos of papers are asked for near the end of /baocao.",
)
APOLOGY = Text(
    "Xin lỗi {name}, hệ thống gặp trục trặc với tin vừa rồi và đã báo người phụ trách. "
    "Những gì đã gửi trước đó vẫn còn. Nhờ anh/chị thử lại sau ít phút ạ.",
    "Sorry {name}, something went wrong with your last message; those in charge have been told. "
    "What you sent before is safe. Please try again in a few minutes.",
)
FAULT = Text(
    "⚠️ Một tin nhắn chưa xử lý được (mã {request}). Xem nhật ký máy chủ, rồi chạy: chungtay doctor.",
    "⚠️ A message could not be handled (request {request}). See the server's log, then run: chungtay doctor.",
)


def answer(db: Session, incoming: Incoming, now: datetime, config: Config) -> list[Post]:
    """Answer one incoming thing; what a refusal undid is undone, and its words are the answer."""
    scene = _scene(db, incoming, now, config)
    try:
        with undone_by(db, Refusal):
            replies = _dispatch(scene)
    except Refusal as refusal:
        scene = _scene(db, incoming, now, config)
        replies = [Reply(refusal.text)]
    return posting.posts(scene, replies)


def apologise(db: Session, chat_id: int, now: datetime, config: Config, request_id: str) -> list[Post]:
    """Say sorry to the person whose message could not be handled, and tell the administrators."""
    scene = _scene(db, Other(chat_id, 0, ""), now, config)
    told = [
        Reply(FAULT.fill(request=request_id), to=person.chat_id, priority=Priority.NEWS)
        for person in people.administrators(db, now)
    ]
    apology = [Reply(APOLOGY.fill(name=scene.name))] if chat_id else []
    return posting.posts(scene, [*apology, *told])


def _scene(db: Session, incoming: Incoming, now: datetime, config: Config) -> Scene:
    chat, viewer = people.enter(db, incoming.chat_id, incoming.message_id, now)
    return Scene(db, now, config, chat, viewer, incoming)


def _dispatch(scene: Scene) -> Replies:
    incoming = scene.incoming
    if isinstance(incoming, Presence):
        people.note_presence(scene.chat, blocked=incoming.blocked, now=scene.now)
        return []
    if not scene.viewer.seats:
        return joining.answer(scene)
    kind = type(incoming)
    return _BY_KIND[kind](scene, incoming) if kind in _BY_KIND else []


def _on_command(scene: Scene, asked: Command) -> Replies:
    return _command(scene, asked.name, asked.argument)


def _command(scene: Scene, name: str, argument: str) -> Replies:
    entry = registry.find_command(name)
    if entry is None:
        return [Reply(UNKNOWN_COMMAND.fill(name=name), menu=True)]
    scene.viewer.require(entry.act)
    return entry.handle(scene, argument)


def _on_tap(scene: Scene, tapped: Tapped) -> Replies:
    tap = read_tap(tapped.data)
    if tap is None:
        return [engine.STALE]
    form = engine.find_form(tap.place)
    if form is not None:
        return engine.on_tap(scene, form, tap)
    found = registry.find_taps(tap.place)
    if found is None:
        return [engine.STALE]
    act, handle = found
    scene.viewer.require(act)
    return handle(scene, tap)


def _on_words(scene: Scene, words: Words) -> Replies:
    entry = registry.by_button(scene.viewer, words.text)
    if entry is not None:
        return entry.handle(scene, "")
    answered = _to_open_form(scene, words)
    if answered is not None:
        return answered
    if looks_like_code(words.text) and scene.viewer.may(Act.REPORT_READ):
        return _command(scene, "tracuu", words.text)
    named = registry.find_command(fold(words.text).replace(" ", ""))
    if named is not None and scene.viewer.may(named.act):
        return named.handle(scene, "")
    return asking.answer(scene, words.text)


def _on_photo(scene: Scene, photo: Photo) -> Replies:
    return _to_open_form(scene, photo) or [Reply(NO_PLACE)]


def _on_document(scene: Scene, document: Document) -> Replies:
    return _to_open_form(scene, document) or [Reply(NO_PLACE)]


def _on_spoken(scene: Scene, spoken: Spoken) -> Replies:
    return _to_open_form(scene, spoken) or [Reply(engine.SPOKEN, menu=True)]


def _to_open_form(scene: Scene, incoming: Words | Photo | Document | Spoken) -> Replies | None:
    form = engine.find_form(scene.chat.open_form or "")
    return engine.on_message(scene, form, incoming) if form else None


_BY_KIND: dict[type[Incoming], Callable[[Scene, Any], Replies]] = {
    Command: _on_command,
    Tapped: _on_tap,
    Words: _on_words,
    Photo: _on_photo,
    Document: _on_document,
    Spoken: _on_spoken,
    Contact: joining.keep_phone,
}

"""From replies to the outbox: each in its reader's language, as one letter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers import registry
from handlers.incoming import Tapped
from handlers.letter import Letter
from handlers.reply import Later, Reply, Toast
from store import outbox, people
from store.outbox import Post
from store.tables import Chat, Priority

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from store.rules.text import Language

MENU_WIDTH = 2


def posts(scene: Scene, replies: Replies) -> list[Post]:
    """Write replies as letters; a tap is always acknowledged, whatever else is said."""
    messages = [reply for reply in replies if isinstance(reply, Reply)]
    tapped = scene.incoming if isinstance(scene.incoming, Tapped) else None
    toast = next(
        (reply.text.plain(scene.chat.language) for reply in replies if isinstance(reply, Toast)), None
    )
    first = next((reply for reply in messages if reply.to is None), None)
    language_of = _languages(scene, messages)
    written = (
        [] if first or not tapped else [_post(scene.chat.chat_id, Letter(tap_id=tapped.tap_id, toast=toast))]
    )
    for reply in replies:
        if isinstance(reply, Later):
            written.extend(_late(scene, reply))
        elif isinstance(reply, Reply):
            chat_id = reply.to or scene.chat.chat_id
            letter = _letter(scene, reply, language_of[chat_id])
            if tapped and reply is first:
                letter = replace(
                    letter, edit=_edited(scene, reply, tapped), tap_id=tapped.tap_id, toast=toast
                )
            written.append(_post(chat_id, letter, reply))
    return written


def _languages(scene: Scene, messages: list[Reply]) -> dict[int, Language]:
    others = [reply.to for reply in messages if reply.to is not None]
    return {**(people.languages(scene.db, others) if others else {}), scene.chat.chat_id: scene.chat.language}


def _letter(scene: Scene, reply: Reply, language: Language) -> Letter:
    menu, commands = _menu(scene, reply.to or scene.chat.chat_id, language) if reply.menu else (None, None)
    edit_of = outbox.id_of(scene.db, reply.rewrites) if reply.rewrites else None
    return replace(Letter.of(reply, language), edit_of=edit_of, menu=menu, commands=commands)


def _post(chat_id: int, letter: Letter, reply: Reply | None = None) -> Post:
    priority = reply.priority if reply else Priority.REPLY
    key = reply.rewrites if reply and letter.edit_of is None else None
    return Post(chat_id, letter.to_json(), priority, key)


def _late(scene: Scene, later: Later) -> list[Post]:
    if later.key and outbox.id_of(scene.db, later.key) is not None:
        return []
    body = Letter(late=(later.maker, later.args)).to_json()
    return [Post(later.to or scene.chat.chat_id, body, later.priority, later.key)]


def _edited(scene: Scene, reply: Reply, tapped: Tapped) -> int | None:
    """Return the message to rewrite: the tapped one, unless something newer stands below it."""
    if not reply.in_place or reply.photos or reply.contacts or reply.menu:
        return None
    return tapped.message_id if tapped.message_id >= scene.chat.last_message_id else None


def _menu(scene: Scene, chat_id: int, language: Language) -> tuple[list[list[str]], list[tuple[str, str]]]:
    # Whoever has just been appointed or dismissed may do other things than when the scene began.
    viewer = people.viewer_of(scene.db, scene.db.get_one(Chat, chat_id), scene.now)
    entries = registry.commands_for(viewer)
    labels = [button.say(language) for button, _ in registry.buttons_for(viewer)]
    rows = [labels[start : start + MENU_WIDTH] for start in range(0, len(labels), MENU_WIDTH)]
    return rows, [(entry.name, entry.about.say(language)) for entry in entries]

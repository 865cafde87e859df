"""What Telegram shows of the bot before anyone has written to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from telegram.error import TelegramError

from bot.logs import describe
from store.rules.text import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.channel import Channel
    from store.rules.text import Text

# Whoever's Telegram speaks another language than these sees the first one.
LANGUAGES = ((Language.VI, None), (Language.EN, "en"))

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Face:
    """The bot's commands and descriptions, in both languages; what is left out is left as it is.

    Attributes:
        commands: (name, description) of what anyone may use.
        description: shown in an empty chat, at most 512 characters.
        about: shown on the bot's page, at most 120 characters.
    """

    commands: Sequence[tuple[str, Text]] = ()
    description: Text | None = None
    about: Text | None = None


async def show(channel: Channel, face: Face) -> None:
    """Tell Telegram; a failure is logged, since the bot works without it."""
    try:
        for language, code in LANGUAGES:
            await _show(channel, face, language, code)
    except TelegramError as fault:
        log.warning("face_not_shown", **describe(fault))


async def _show(channel: Channel, face: Face, language: Language, code: str | None) -> None:
    if face.commands:
        listed = [{"command": name, "description": about.say(language)} for name, about in face.commands]
        scope = {"type": "all_private_chats"}
        await channel.call("setMyCommands", commands=listed, scope=scope, language_code=code)
    if face.description:
        await channel.call("setMyDescription", description=face.description.say(language), language_code=code)
    if face.about:
        await channel.call(
            "setMyShortDescription", short_description=face.about.say(language), language_code=code
        )

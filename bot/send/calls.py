"""A letter, as calls of the Bot API."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Any

import structlog
from telegram import InputFile
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.logs import describe
from handlers.late import FileKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.channel import Channel
    from handlers.late import File
    from handlers.letter import Letter

    FindMessage = Callable[[int], Awaitable[int | None]]
    Markup = dict[str, Any]

ALBUM = 10  # Telegram: 2 to 10 items in a media group
CAPTION = 1024  # Telegram: so many characters stand under a picture or a file
ACKNOWLEDGE_SECONDS = 5.0
_NO_PREVIEW = {"is_disabled": True}
_UNCHANGED = "message is not modified"
_CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
_TAP_IS_OVER = ("query is too old", "query_id_invalid", "query id is invalid")

log = structlog.get_logger()


class Delivery:
    """One letter on its way to one chat; it remembers what has arrived, so that a retry sends only the rest.

    Attributes:
        chat_id: where it goes; changed when Telegram gives the chat another id.
        newest: the newest message known to have been sent to the chat.
        good_until: the moment after which its content should be made anew, unless its sending was tried.
        limit: the pause Telegram asked for although the letter itself has arrived.
    """

    def __init__(self, channel: Channel, chat_id: int, letter: Letter, files: Sequence[File] = ()) -> None:
        self._channel = channel
        self._letter = letter
        self._files_left = list(files)
        self._photos_left = list(letter.photos)
        self._contacts_left = list(letter.contacts)
        self._captioned = (
            bool(files) and not letter.photos and not letter.contacts and _length(letter.text) <= CAPTION
        )
        self._message_id: int | None = None
        self.chat_id = chat_id
        self.newest = 0
        self.good_until = math.inf
        self.limit: RetryAfter | None = None

    @property
    def messages(self) -> int:
        """How many messages it counts for at Telegram's limits."""
        own = bool(self._letter.text) and not self._captioned
        return len(self._files_left) + len(self._photos_left) + len(self._contacts_left) + own

    def is_stale(self, moment: float) -> bool:
        """Tell whether nothing of it has arrived so far, and what it says was made too long ago."""
        return self.good_until < moment and self._message_id is None

    async def send(self, find_message: FindMessage) -> int | None:
        """Send what has not arrived yet; return the id of the newest message, None when nothing was said.

        Raises:
            TelegramError: it did not arrive, or nobody knows whether it did.
            ValueError: it is no letter that Telegram could take.
        """
        if not self._letter.tap_id:
            await self._say(find_message)
        elif not self.messages:
            await self._acknowledge()
        else:  # at once, so that neither waits for the other's way to Telegram and back
            await asyncio.gather(self._try_to_acknowledge(), self._say(find_message))
        return self._message_id

    async def _try_to_acknowledge(self) -> None:
        """Acknowledge a tap that gets a message as well: the message says enough if this fails."""
        try:
            await self._acknowledge()
        except RetryAfter as limit:
            self.limit = limit
        except TelegramError as fault:
            log.info("tap_not_acknowledged", **describe(fault))

    async def _acknowledge(self) -> None:
        try:
            await self._channel.call(
                "answerCallbackQuery",
                callback_query_id=self._letter.tap_id,
                text=self._letter.toast,
                read_timeout=ACKNOWLEDGE_SECONDS,
            )
        except BadRequest as refusal:
            if not _says(refusal, _TAP_IS_OVER):
                raise

    async def _say(self, find_message: FindMessage) -> None:
        markup = _markup(self._letter)
        if self._letter.commands is not None:
            await self._set_commands(self._letter.commands)
        await self._show_files(markup)
        await self._show_photos()
        await self._show_contacts()
        if not self._letter.text or self._captioned:
            return
        edited = await self._find_edited(find_message)
        if edited is None or not await self._rewrite(edited, markup):
            sent = await self._channel.call("sendMessage", chat_id=self.chat_id, **self._words(markup))
            self._message_id = sent["message_id"]

    async def _find_edited(self, find_message: FindMessage) -> int | None:
        """Return the message to rewrite.

        A message that was tapped is rewritten only while nothing newer stands below it. After a crash the
        question may have been sent once more; then the answer to its first copy belongs below the second.
        """
        if self._letter.edit_of is not None:
            return await find_message(self._letter.edit_of)
        edit = self._letter.edit
        return edit if edit is not None and edit >= self.newest else None

    async def _set_commands(self, commands: list[tuple[str, str]]) -> None:
        scope = {"type": "chat", "chat_id": self.chat_id}
        listed = [{"command": name, "description": about} for name, about in commands]
        if listed:
            await self._channel.call("setMyCommands", scope=scope, commands=listed)
        else:
            await self._channel.call("deleteMyCommands", scope=scope)

    async def _show_files(self, markup: Markup | None) -> None:
        while self._files_left:
            file = self._files_left[0]
            method, name = _UPLOADS[file.kind]
            shown: dict[str, Any] = {name: InputFile(file.content, filename=file.name)}
            if self._captioned and len(self._files_left) == 1:
                shown |= self._caption(markup)
            sent = await self._channel.call(method, chat_id=self.chat_id, **shown)
            self._message_id = sent["message_id"]
            del self._files_left[0]

    def _caption(self, markup: Markup | None) -> dict[str, Any]:
        return {"caption": self._letter.text or None, "parse_mode": "HTML", "reply_markup": markup}

    async def _show_photos(self) -> None:
        while self._photos_left:
            some = self._photos_left[:ALBUM]
            if len(some) == 1:
                sent = [await self._channel.call("sendPhoto", chat_id=self.chat_id, photo=some[0])]
            else:
                media = [{"type": "photo", "media": photo} for photo in some]
                sent = await self._channel.call("sendMediaGroup", chat_id=self.chat_id, media=media)
            self._message_id = sent[-1]["message_id"]
            del self._photos_left[: len(some)]

    async def _show_contacts(self) -> None:
        while self._contacts_left:
            name, phone = self._contacts_left[0]
            sent = await self._channel.call(
                "sendContact", chat_id=self.chat_id, first_name=name, phone_number=phone
            )
            self._message_id = sent["message_id"]
            del self._contacts_left[0]

    async def _rewrite(self, message_id: int, markup: Markup | None) -> bool:
        """Rewrite a message; False when it cannot be rewritten any more."""
        try:
            await self._channel.call(
                "editMessageText", chat_id=self.chat_id, message_id=message_id, **self._words(markup)
            )
        except BadRequest as refusal:
            if _says(refusal, _CANNOT_EDIT):
                return False
            if not _says(refusal, (_UNCHANGED,)):
                raise
        self._message_id = message_id
        return True

    def _words(self, markup: Markup | None) -> dict[str, Any]:
        return {
            "text": self._letter.text,
            "parse_mode": "HTML",
            "link_preview_options": _NO_PREVIEW,
            "reply_markup": markup,
        }


_UPLOADS = {FileKind.PHOTO: ("sendPhoto", "photo"), FileKind.DOCUMENT: ("sendDocument", "document")}


def _length(text: str) -> int:
    """Count as Telegram does, in UTF-16; its marks count as well here, so that a caption never is too long."""
    return len(text.encode("utf-16-le")) // 2


def _says(refusal: BadRequest, phrases: tuple[str, ...]) -> bool:
    words = refusal.message.lower()
    return any(phrase in words for phrase in phrases)


def _markup(letter: Letter) -> Markup | None:
    """Write the keyboard; Telegram takes one a message, and none but inline buttons with an edit."""
    if letter.menu is not None and (letter.buttons or letter.edit or letter.edit_of):
        raise ValueError("a menu needs a new message without buttons")
    if letter.buttons:
        rows = [[{"text": label, "callback_data": data} for label, data in row] for row in letter.buttons]
        return {"inline_keyboard": rows}
    if letter.menu is None:
        return None
    if not letter.menu:
        return {"remove_keyboard": True}
    return {
        "keyboard": [[{"text": label} for label in row] for row in letter.menu],
        "resize_keyboard": True,
        "is_persistent": True,
    }

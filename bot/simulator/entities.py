"""Telegram's HTML, read as the Bot API server reads it.

The errors and their byte offsets are those of the public Bot API server; offsets and lengths of entities
count UTF-16 units (core.telegram.org/bots/api#messageentity).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from bot.simulator.errors import bad_request

if TYPE_CHECKING:
    from bot.simulator.wire import Json

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset(STYLES) | {"a", "code", "pre", "blockquote", "tg-emoji"}
ORDER = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 10,
    "code": 20,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
USUAL_ORDER = 50
"""In which order entities over the same words stand, as in the public Bot API server."""
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,7})|#([0-9]{1,8})|([A-Za-z]+));?")
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
SPACE = re.compile(r"\s*")
HIGHEST_CODE_POINT = 0x10FFFF


def place(entity: Json) -> tuple[int, int, int]:
    """Return what entities are sorted by: where they begin, the longer first, then their kind."""
    return entity["offset"], -entity["length"], ORDER.get(entity["type"], USUAL_ORDER)


def utf16_length(text: str) -> int:
    """Return the length in the units in which Telegram counts entities."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def decode_references(text: str) -> str:
    """Replace ``&lt;``, ``&gt;``, ``&amp;``, ``&quot;`` and numeric references; others stay as they are."""
    return REFERENCE.sub(_decode_reference, text)


def _decode_reference(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        return NAMED.get(name, found[0])
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < HIGHEST_CODE_POINT else found[0]


@dataclass(slots=True)
class OpenTag:
    """A start tag whose end tag has not come yet."""

    name: str
    argument: str
    offset: int
    begin: int


@dataclass(slots=True)
class HtmlReader:
    """Reads one text with markup; ``read`` is called once."""

    source: str
    at: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    open_tags: list[OpenTag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> tuple[str, list[Json]]:
        """Return the plain text and its entities, or refuse as Telegram does."""
        while self.at < len(self.source):
            tag = self.source.find("<", self.at)
            self._add(self.source[self.at : tag if tag >= 0 else len(self.source)])
            if tag < 0:
                break
            self.at = tag + 1
            if self.source.startswith("/", self.at):
                self._read_end(tag)
            else:
                self._read_start(tag)
        if self.open_tags:
            self._refuse(f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"')
        self.entities.sort(key=place)
        return "".join(self.parts), [_without_class(entity) for entity in self.entities]

    def _add(self, raw: str) -> None:
        plain = decode_references(raw)
        self.parts.append(plain)
        self.length += utf16_length(plain)

    def _read_start(self, begin: int) -> None:
        name = self._take(TAG_NAME)
        if self.at == len(self.source):
            self._refuse("Unclosed start tag", begin)
        name = name.lower()
        if name not in TAGS:
            self._refuse(f'Unsupported start tag "{name}"', begin)
        argument = self._read_attributes(name, begin)
        if name == "span" and argument != "spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.at += 1
        self.open_tags.append(OpenTag(name, argument, self.length, len(self.parts)))

    def _read_attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._take(SPACE)
            if self._here() == ">":
                return argument
            attribute = self._take(ATTRIBUTE_NAME)
            if not attribute:
                self._refuse(f'Empty attribute name in the tag "{tag}"', begin)
            self._take(SPACE)
            value = self._read_value(tag, begin)
            argument = _argument(tag, attribute, value) or argument

    def _read_value(self, tag: str, begin: int) -> str | None:
        if self._here() != "=":
            if not self._here():
                self._refuse(f'Unclosed start tag "{tag}"', begin)
            return None
        self.at += 1
        self._take(SPACE)
        quote = self._here()
        if not quote:
            self._refuse(f'Unclosed start tag "{tag}"', begin)
        return self._read_quoted(quote, begin) if quote in "\"'" else self._read_token(begin)

    def _read_quoted(self, quote: str, begin: int) -> str:
        end = self.source.find(quote, self.at + 1)
        if end < 0 or end + 1 == len(self.source):
            self._refuse("Unclosed start tag", begin)
        value = decode_references(self.source[self.at + 1 : end])
        self.at = end + 1
        return value

    def _read_token(self, begin: int) -> str:
        token_begin = self.at
        value = self._take(NAME_TOKEN).lower()
        if not self._here():
            self._refuse("Unclosed start tag", begin)
        if not self._here().isspace() and self._here() != ">":
            self._refuse("Unexpected end of name token", token_begin)
        return value

    def _read_end(self, begin: int) -> None:
        if not self.open_tags:
            self._refuse("Unexpected end tag", begin)
        self.at += 1
        name = self._take(TAG_NAME).lower()
        self._take(SPACE)
        if self._here() != ">":
            self._refuse("Unclosed end tag", begin)
        tag = self.open_tags[-1]
        if name and name != tag.name:
            self._refuse(f"Unmatched end tag at byte offset {self._bytes(begin)}"
                         f', expected "</{tag.name}>", found "</{name}>"')  # fmt: skip
        self.at += 1
        self.open_tags.pop()
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: OpenTag) -> None:
        entity: Json = {"type": STYLES.get(tag.name, tag.name), "offset": tag.offset}
        entity["length"] = self.length - tag.offset
        if tag.name == "a":
            self._add_link(entity, tag.argument or "".join(self.parts[tag.begin :]))
        elif tag.name in {"pre", "code"}:
            self._add_code(entity, tag)
        elif tag.name == "tg-emoji":
            self._add_emoji(entity, tag.argument)
        else:
            if tag.name == "blockquote" and tag.argument:
                entity["type"] = "expandable_blockquote"
            self.entities.append(entity)

    def _add_link(self, entity: Json, url: str) -> None:
        if person := re.fullmatch(r"tg://user/?\?id=(\d+)", url):
            user = {"id": int(person[1]), "is_bot": False, "first_name": ""}
            self.entities.append(entity | {"type": "text_mention", "user": user})
        elif link := checked_link(url):
            self.entities.append(entity | {"type": "text_link", "url": link})

    def _add_code(self, entity: Json, tag: OpenTag) -> None:
        inner = self.entities[-1] if self.entities else {}
        if all(inner.get(key) == entity[key] for key in ("offset", "length")):
            language = inner.get("class") if tag.name == "pre" else tag.argument
            if language and inner["type"] in {"pre", "code"} and inner["type"] != tag.name:
                inner.pop("class", None)
                inner.update(type="pre", language=language)
                return
        if tag.argument:
            entity["class"] = tag.argument
        self.entities.append(entity)

    def _add_emoji(self, entity: Json, identifier: str) -> None:
        if not identifier.isdecimal() or not int(identifier):
            self._refuse("Invalid custom emoji identifier specified")
        self.entities.append(entity | {"type": "custom_emoji", "custom_emoji_id": identifier})

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        text = found[0] if found else ""
        self.at += len(text)
        return text

    def _here(self) -> str:
        return self.source[self.at : self.at + 1]

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _refuse(self, reason: str, position: int | None = None) -> NoReturn:
        where = "" if position is None else f" at byte offset {self._bytes(position)}"
        raise bad_request(f"can't parse entities: {reason}{where}")


def _argument(tag: str, attribute: str, value: str | None) -> str:
    match tag, attribute:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value or ""
        case ("code", "class"):
            return (value or "").removeprefix("language-") if (value or "").startswith("language-") else ""
        case ("span", "class"):
            return (value or "").removeprefix("tg-") if (value or "").startswith("tg-") else ""
        case ("blockquote", "expandable"):
            return "1"
    return ""


def _without_class(entity: Json) -> Json:
    return {key: value for key, value in entity.items() if key != "class"}


def checked_link(url: str) -> str:
    """Return the address as Telegram shows it, or nothing when it is none (the text then stays plain)."""
    if re.fullmatch(r"(?:https?|ftp|tg|ton|tonsite)://[^\s/?#]+\S*", url, re.IGNORECASE):
        scheme, rest = url.split("://", 1)
        return f"{scheme.lower()}://{rest}/" if re.fullmatch(r"[^/?#]+", rest) and scheme != "tg" else url
    if re.fullmatch(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?:[:/?#]\S*)?", url):
        return f"http://{url}" if "/" in url else f"http://{url}/"
    return ""


def read_html(source: str) -> tuple[str, list[Json]]:
    """Return the plain text of Telegram HTML and its entities."""
    return HtmlReader(source).read()

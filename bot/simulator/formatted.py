"""A text as a message holds it: trimmed, with the entities that were written and those Telegram finds itself."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from bot.simulator.entities import place, read_html, utf16_length
from bot.simulator.errors import bad_request

if TYPE_CHECKING:
    from bot.simulator.wire import Json

COMMAND = r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
EMAIL = r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})"
ADDRESS = r"(?P<url>(?:https?://|(?<![\w@.])(?:www\.|t\.me/))[^\s<>\"]*[^\s<>\".,;:!?)\]])"
MENTION = r"(?P<mention>(?<![\w/])@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
HASHTAG = r"(?P<hashtag>(?<!\w)#[^\W\d]\w*)"
FOUND = re.compile(f"{COMMAND}|{EMAIL}|{ADDRESS}|{MENTION}|{HASHTAG}")
FOUND_WITHOUT_AT = re.compile(f"{COMMAND}|{ADDRESS}|{HASHTAG}")
"""Much quicker, and enough for nearly every message: looking for e-mail tries every word."""
OPENING = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="expandable">', "</blockquote>"),
    "bot_command": ('<span class="command">', "</span>"),
    "text_link": ('<a href="{url}" rel="noreferrer" target="_blank">', "</a>"),
    "url": ('<a href="{url}" rel="noreferrer" target="_blank">', "</a>"),
}


def read_text(source: str, parse_mode: str, entities: object = None) -> tuple[str, list[Json]]:
    """Return text and entities of what a bot sends; only HTML is parsed here."""
    mode = parse_mode.lower()
    if mode in {"markdown", "markdownv2"}:
        raise bad_request("this stand-in reads parse_mode HTML only, not Markdown")
    if mode not in {"", "none", "html"}:
        raise bad_request("unsupported parse_mode")
    if mode == "html":
        text, given = read_html(source)
    else:
        text, given = source, _given_entities(entities)
    text, given = _trim(text, given)
    return text, sorted(given + _found_beside(text, given), key=place)


def _given_entities(entities: object) -> list[Json]:
    if entities is None:
        return []
    if not isinstance(entities, list) or not all(_is_entity(entity) for entity in entities):
        raise bad_request(
            "can't parse entities: an array of objects with type, offset and length is expected"
        )
    return [dict(entity) for entity in entities]


def _is_entity(entity: object) -> bool:
    return isinstance(entity, dict) and {"type", "offset", "length"} <= set(entity)


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    trimmed = text.strip()
    if trimmed == text:
        return text, entities
    gone = utf16_length(text[: len(text) - len(text.lstrip())])
    whole = utf16_length(trimmed)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - gone, 0)
        end = min(entity["offset"] + entity["length"] - gone, whole)
        if end > begin:
            kept.append(entity | {"offset": begin, "length": end - begin})
    return trimmed, kept


def found_entities(text: str) -> list[Json]:
    """Return what Telegram marks by itself: commands, addresses, mentions and hashtags."""
    pattern = FOUND if "@" in text else FOUND_WITHOUT_AT
    return [
        {
            "type": found.lastgroup,
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found[0]),
        }
        for found in pattern.finditer(text)
    ]


def _found_beside(text: str, given: list[Json]) -> list[Json]:
    closed = [entity for entity in given if entity["type"] in {"code", "pre", "text_link", "text_mention"}]
    return [entity for entity in found_entities(text) if not any(_overlap(entity, other) for other in closed)]


def _overlap(one: Json, other: Json) -> bool:
    begin = max(one["offset"], other["offset"])
    return bool(begin < min(one["offset"] + one["length"], other["offset"] + other["length"]))


def as_web_html(text: str, entities: list[Json]) -> str:
    """Return the text as safe HTML for the page: everything typed is escaped, only entities make tags."""
    units = text.encode("utf-16-le")
    marks: list[tuple[int, int, int, str]] = []
    for order, entity in enumerate(entities):
        if entity["type"] not in OPENING:
            continue
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        covered = units[2 * begin : 2 * end].decode("utf-16-le", "replace")
        address = entity.get("url") or (covered if "://" in covered else f"https://{covered}")
        opening, closing = OPENING[entity["type"]]
        marks.append((begin, 1, order, opening.replace("{url}", html.escape(address))))
        marks.append((end, 0, -order, closing))
    pieces, last = [], 0
    for position, _, _, mark in sorted(marks):
        pieces.append(html.escape(units[2 * last : 2 * position].decode("utf-16-le", "replace"), quote=False))
        pieces.append(mark)
        last = position
    pieces.append(html.escape(units[2 * last :].decode("utf-16-le", "replace"), quote=False))
    return "".join(pieces)

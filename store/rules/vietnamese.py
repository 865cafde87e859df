"""Vietnamese text as people type it: compared without marks, read from raw keys, sorted as in a dictionary.

Rules of domain.md §12 (practice, not law). A folded key is for comparing only and is never stored.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from store.rules import telex as keys

if TYPE_CHECKING:
    from collections.abc import Callable

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONE_ORDER = (keys.GRAVE, keys.HOOK, keys.TILDE, keys.ACUTE, keys.DOT)
_TONES = dict.fromkeys(map(ord, _TONE_ORDER))
_Y_AS_I = re.compile(r"(?<=[bcdghklmnpqrstvx])y\b|(?<=\bqu)y\b")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`ʼ´"))

_POLITE = ("dạ", "ạ", "à", "ah", "nhé", "nha", "thưa", "em", "anh", "chị", "bác")
_YES = (
    "có", "có rồi", "đã có", "rồi", "đã rồi", "ok", "oke", "okay", "okie", "ô kê", "vâng", "vâng đúng",
    "vâng có", "dạ", "dạ vâng", "ừ", "ừm", "uh", "đúng", "dúng", "đúng rồi", "đúng vậy", "đúng thế", "phải",
    "phải rồi", "đồng ý", "nhất trí", "được",
    "có ký", "đã ký", "ký rồi", "có họp", "đã họp", "họp rồi", "uk", "ờ", "c", "y", "yes", "yeah", "yep",
)  # fmt: skip
_NO = (
    "không", "không có", "không phải", "không đúng", "không đồng ý", "không được", "ko", "ko có", "ko phải",
    "ko đúng", "ko đồng ý", "kô", "k", "k có", "kg", "kh", "khg", "hông", "hổng", "hong", "hok", "hem", "sai",
    "sai rồi", "chưa", "chưa có", "chưa đúng", "chưa họp", "chưa ký", "chưa đồng ý", "vẫn chưa",
    "không ký", "không họp", "no", "n", "nope",
)  # fmt: skip
_NOTHING = re.compile(
    r"(?:da )?(?:khong|ko|k|kg|khg|hong|hok|chua)"
    r"(?: (?:con|co|thieu|hut|gi|chi|tieu|so|nao|nua|het|ca|nhan|duoc))*(?: a)?"
    r"|(?:da )?het(?: (?:roi|ca|a))*|da du(?: a)?|0|no|none|nothing"
)


@lru_cache(maxsize=4096)  # labels and phrases are compared with whatever is typed
def fold(text: str) -> str:
    """Return the key for comparing: lower case, no marks, đ as d, letters and digits, single spaces."""
    plain = _unmarked(_unmarked(text.translate(_APOSTROPHES)).casefold())
    return " ".join(re.findall(r"[^\W_]+", plain.replace("đ", "d").translate(_APOSTROPHES)))


def _unmarked(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.category(letter).startswith("M"))


def match_key(text: str) -> str:
    """Return the folded key in which i and y after a consonant are one (Mỹ and Mĩ, Quý and Quí)."""
    return one_i(fold(text))


def one_i(key: str) -> str:
    """Return a folded key with i and y after a consonant as one letter."""
    return _Y_AS_I.sub("i", key) if "y" in key else key


def one_y(key: str) -> str:
    """Return a folded key with the i that ends a word after a consonant written as y."""
    return re.sub(r"(?<=[bcdghklmnpqrstvx])i\b|(?<=\bqu)i\b", "y", key)


@lru_cache(maxsize=1024)
def spelling(text: str) -> str:
    """Return the text with its marks, in lower case, wherever a tone stands (Hòa and Hoà are one)."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text.lower().translate(_APOSTROPHES)))
    return " ".join("".join(_tone_apart(word)) for word in words)


def toneless(text: str) -> str:
    """Return the text without tones, its letters kept: triệu becomes triêu."""
    return _tone_apart(text)[0]


def _tone_apart(word: str) -> tuple[str, str]:
    """Split a word into its letters, with â and ơ kept, and its tones."""
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in decomposed if mark in _TONE_ORDER)
    return unicodedata.normalize("NFC", decomposed.translate(_TONES)), tones


def typed_as(text: str) -> tuple[str, ...]:
    """Return the texts that may be meant: as it stands, its words read as Telex, and read as VNI."""
    text = unicodedata.normalize("NFC", text)
    return tuple(dict.fromkeys((text, _read(text, keys.telex), _read(text, keys.vni))))


def _read(text: str, keyboard: Callable[[str], str | None]) -> str:
    return re.sub(r"\w+", lambda word: keyboard(word.group()) or word.group(), text)


@lru_cache(maxsize=64)  # what somebody typed is read again for each thing it may mean
def readings(text: str) -> tuple[str, ...]:
    """Return the folded keys that a typed text may stand for, as it stands first."""
    return tuple(dict.fromkeys(fold(meant) for meant in typed_as(text)))


def yes_or_no(text: str) -> bool | None:
    """Read a typed yes or no; None if it is neither. A word written with marks must be the very word."""
    for meant in typed_as(text):
        answer = _without_politeness(spelling(meant))
        if _among(answer, _NO):
            return False
        if _among(answer, _YES):
            return True
    return None


def is_nothing(text: str) -> bool:
    """Tell whether a typed answer says that there is none (left): không còn, ko có, không, hết."""
    return any(_NOTHING.fullmatch(key) for key in readings(text))


def _without_politeness(answer: str) -> str:
    words = answer.split()
    while len(words) > 1 and _among(words[-1], _POLITE):
        words.pop()
    while len(words) > 1 and _among(words[0], _POLITE):
        words.pop(0)
    return " ".join(words)


def _among(answer: str, phrases: tuple[str, ...]) -> bool:
    if answer.isascii():
        return any(answer == fold(phrase) for phrase in phrases)
    return any(answer == spelling(phrase) for phrase in phrases)


SortKey = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


def name_order(name: str) -> SortKey:
    """Return the key that sorts names by given name (the last word), then by full name, in Vietnamese order.

    Letters decide first, a ă â … d đ … o ô ơ, then tones: ngang, huyền, hỏi, ngã, sắc, nặng.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name.lower().translate(_APOSTROPHES)))
    return tuple(_word_order(word) for word in [*words[-1:], *words])


def _word_order(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters, tones = _tone_apart(word)
    places = tuple(
        _ALPHABET.index(letter) if letter in _ALPHABET else 1000 + ord(letter) for letter in letters
    )
    return places, tuple(_TONE_ORDER.index(tone) for tone in tones)


def natural(key: str) -> str:
    """Return what names are sorted by, so that people find them where they look: Thôn 2 before Thôn 10."""
    return _NUMBER.sub(lambda found: found[0].zfill(_DIGITS), fold(key))


_NUMBER = re.compile(r"\d+")
_DIGITS = 8

"""Reading a sentence: which command it asks for, and about what.

Each command says at its entry by which phrases it is asked for (``handlers/registry.py``). The earliest phrase of a
sentence decides, of several that begin there the longest; one with a slip of the finger only where none is spelled
right. What stands before it has to be a way of asking (“cho tôi xem”, “thôn nào”) or a place, so that nobody called
Tiến Độ is taken for a question.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from store.rules.vietnamese import fold, readings, spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.registry import Entry

MOST_WORDS = 24
"""Words of a sentence that are read; a longer one is no question to a bot."""

_NO_WORD = 6
"""Letters from which a command's name is taken for it without its stroke: tiendo; xuat or moi may be words."""

_ASIDE = (
    "cho tôi xem", "cho tôi biết", "cho tôi", "cho em", "cho hỏi", "cho xem", "cho biết", "tôi muốn xem", "tôi muốn",
    "tôi cần", "xin hỏi", "xin xem", "xin", "xem", "hỏi", "em", "anh", "chị", "ơi", "nhờ", "giúp tôi", "giúp", "với",
    "nào", "thôn nào", "bản nào", "xã nào", "đơn vị nào", "nơi nào", "ai", "những", "các", "của", "ở", "tại", "về",
    "trong", "trên", "là", "có", "đã", "đang", "còn", "thì", "hiện nay", "hiện tại", "hiện", "bây giờ", "hôm nay",
    "tuần này", "tháng này", "năm nay", "đến nay", "thế nào", "như thế nào", "ra sao", "làm sao", "sao rồi", "đến đâu",
    "bao nhiêu", "bao nhiêu hộ", "là bao nhiêu", "khi nào", "bao giờ", "ngày nào", "rồi", "chưa", "nhỉ", "vậy", "ạ",
    "à", "nhé", "đi", "không", "được không", "hộ", "báo cáo",
    "thoát nghèo", "giảm nghèo", "nghèo", "cận nghèo", "hộ nghèo", "hộ cận nghèo", "show me", "show", "the", "of",
    "in", "what is", "please",
)  # fmt: skip
"""Words around a question that say nothing about what is asked."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was typed, and the folded keys it can be read as."""

    typed: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that is asked for, with what was typed before its phrase and after it.

    Each stands in the ways it can be read: as typed, and with one way of asking after the other taken off, since
    “anh” may be one or the beginning of Anh Sơn.
    """

    entry: Entry
    before: tuple[str, ...]
    after: tuple[str, ...]


def words_of(typed: str) -> list[Word]:
    """Take a sentence apart; a word is read as it stands, as Telex and as VNI."""
    return [Word(word, keys) for word in typed.split() if (keys := frozenset(readings(word)) - {""})]


def asked_for(typed: str, entries: Sequence[Entry]) -> Asked | None:
    """Return the command a sentence asks for; None where no phrase of a command stands in it."""
    words = words_of(typed)
    if not 0 < len(words) <= MOST_WORDS:
        return None
    for fits in (_spelled, _nearly_spelled):
        found = [
            (start, -len(phrase), entry, len(phrase))
            for entry in entries
            for phrase in _phrases((*entry.phrases, *_glued(entry)))
            for start in range(len(words) - len(phrase) + 1)
            if fits(words[start : start + len(phrase)], phrase)
        ]
        if found:
            start, _, entry, length = min(found, key=lambda each: each[:2])
            return _told(entry, words[:start], words[start + length :])
    return None


def _glued(entry: Entry) -> tuple[str, ...]:
    """Return a command's name, typed without its stroke; a short one may be a word of its own, as “moi” is."""
    return (entry.name,) if entry.place and len(entry.name) >= _NO_WORD else ()


def closest(typed: str, entries: Sequence[Entry], most: int) -> list[Entry]:
    """Return the commands whose phrases are most like what was typed, best first."""
    key = fold(typed[:200])
    with_phrases = [entry for entry in entries if entry.phrases]
    likeness = {
        entry.name: max(fuzz.WRatio(key, " ".join(phrase)) for phrase in _phrases(entry.phrases))
        for entry in with_phrases
    }
    return sorted(with_phrases, key=lambda entry: (-likeness[entry.name], entry.order, entry.name))[:most]


def _told(entry: Entry, before: Sequence[Word], after: Sequence[Word]) -> Asked:
    asides = sorted((*_ASIDE, *entry.phrases), key=lambda each: len(each.split()), reverse=True)
    return Asked(entry, *(tuple(_barer(part, asides)) for part in (before, after)))


def _barer(words: Sequence[Word], asides: Sequence[str]) -> Iterator[str]:
    """Yield words as they stand, and again each time a way of asking has been taken off an end."""
    yield " ".join(word.typed for word in words)
    for aside in asides:
        length = len(aside.split())
        for rest, end in ((words[length:], words[:length]), (words[:-length], words[-length:])):
            if _is_aside(end, aside):
                yield from _barer(rest, asides)
                return


@lru_cache(maxsize=64)
def _phrases(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(tuple(fold(phrase).split()) for phrase in phrases))


def _spelled(words: Sequence[Word], phrase: tuple[str, ...]) -> bool:
    return len(words) == len(phrase) and all(
        key in word.keys for word, key in zip(words, phrase, strict=True)
    )


def _is_aside(words: Sequence[Word], aside: str) -> bool:
    """Tell whether words are a way of asking; with marks they must be the very words: Đà Nẵng begins with no “đã”."""
    if not _spelled(words, tuple(fold(aside).split())):
        return False
    typed = spelling(" ".join(word.typed for word in words))
    return typed.isascii() or typed == spelling(aside)


def _nearly_spelled(words: Sequence[Word], phrase: tuple[str, ...]) -> bool:
    """Tell whether words differ from a phrase by one slip; in fewer than six letters a slip makes another word."""
    letters = "".join(phrase)
    typed = "".join(fold(word.typed).replace(" ", "") for word in words)
    return len(letters) > 5 and OSA.distance(typed, letters, score_cutoff=1) <= 1  # noqa: PLR2004 - see above

"""Names of people: found however they are typed, tidied before they are kept, shortened for groups.

Search follows domain.md §12: no marks, raw Telex or VNI, given name alone, words out of order, small slips.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz.distance import OSA

from store.rules.refusal import Refusal
from store.rules.telex import is_syllable, telex, vni
from store.rules.text import Text
from store.rules.vietnamese import fold, match_key, spelling, typed_as

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

LONGEST_NAME = 60
"""Letters and spaces a name may have; the longest real ones stay well below."""

_TITLES = {"ong", "ba", "anh", "chi", "co", "chu", "bac", "cu", "mu", "di", "cau", "nha"}
_NOT_A_NAME = Text(
    vi="Tên chưa rõ. Nhờ anh/chị ghi họ và tên, ví dụ: Hồ Văn An ạ.",
    en="This does not read as a name. Please write the full name, for example Hồ Văn An.",
)
_TOO_LONG = Text(
    vi="Tên dài quá {most} chữ. Nhờ anh/chị chỉ ghi họ và tên, ví dụ: Hồ Văn An ạ.",
    en="The name is longer than {most} letters. Please write only the full name, for example Hồ Văn An.",
)
_NO_NUMBERS_HERE = Text(
    vi="Số căn cước, số điện thoại không gửi ở đây để giữ riêng tư. Nhờ anh/chị chỉ ghi họ và tên ạ.",
    en="To protect privacy, identity and phone numbers are not to be sent here. Please write only the name.",
)


def find_names(typed: str, people: Sequence[T], *, name: Callable[[T], str], limit: int) -> list[T]:
    """Return at most ``limit`` people whose name may be meant, best first.

    The whole name comes before its last words, those before words in order, and out of order; a name spelled with
    the very marks typed comes before one that only shares the letters. Beginnings of words ("ngu") count if no
    whole word is found. Slips come last: one in up to six letters, two in more.
    """
    without_numbers = re.sub(r"(?<!\w)\d+(?!\w)", " ", typed)
    names = [_words(name(person)) for person in people]
    meant = [words for words in map(_words, typed_as(without_numbers)) if words.keys]
    ranks = (
        _ranks(meant, names, _exact_rank)
        or _ranks(_without_titles(meant), names, _exact_rank)
        or _ranks(meant, names, _beginning_rank)
    )
    if len(ranks) < limit:
        ranks = _ranks(meant, names, _slip_rank) | ranks
    best = sorted(ranks, key=lambda index: (ranks[index], index))
    return [people[index] for index in best[: max(limit, 0)]]


def tidy_name(typed: str) -> str:
    """Return a typed name as it is kept: raw keys read, capitals set, one space between words, marks untouched."""
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    if re.search(r"\d(?:[ .-]?\d){8}", text):  # identity cards bear 9 or 12 digits, phones 10
        raise Refusal(_NO_NUMBERS_HERE)
    if len(text) > LONGEST_NAME:
        raise Refusal(_TOO_LONG.fill(most=LONGEST_NAME))
    text = " ".join(_capitalised(word) for word in _read_keys(text).split())
    if not _is_name(text):
        raise Refusal(_NOT_A_NAME)
    return text


def initials(name: str) -> str:
    """Shorten a name for lists that a group can see: "Hồ Văn An" becomes "H.V.A."."""
    return "".join(
        f"{word[0].upper()}." for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", name))
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """A name taken apart: the key of each word, its letters as typed, and the words with their marks."""

    keys: tuple[str, ...]
    letters: tuple[str, ...]
    spelled: tuple[str, ...]


@lru_cache(maxsize=8192)
def _words(text: str) -> _Words:
    """Take a text apart; kept, because a register's names are searched again and again."""
    return _Words(*(tuple(reading(text).split()) for reading in (match_key, fold, spelling)))


def _ranks(
    meant: Sequence[_Words],
    names: Sequence[_Words],
    rank: Callable[[_Words, _Words], int | None],
) -> dict[int, tuple[int, int]]:
    """Return the rank of each name that is found, by its index: how it is found, and words spelled otherwise."""
    found: dict[int, tuple[int, int]] = {}
    for index, whole in enumerate(names):
        ranks = [
            (place, len(set(words.spelled) - set(whole.spelled)))
            for words in meant
            if (place := rank(words, whole)) is not None
        ]
        if ranks:
            found[index] = min(ranks)
    return found


def _exact_rank(typed: _Words, name: _Words) -> int | None:
    words, whole = typed.keys, name.keys
    if "".join(words) == "".join(whole):
        return 0
    if not set(words) <= set(whole) or any(words.count(word) > whole.count(word) for word in words):
        return None
    if words == whole[-len(words) :]:
        return 1
    return 2 if _in_order(words, whole, str.__eq__) else 3


def _beginning_rank(typed: _Words, name: _Words) -> int | None:
    long_enough = len("".join(typed.keys)) > 1
    return 4 if long_enough and _in_order(typed.keys, name.keys, str.startswith) else None


def _in_order(words: Sequence[str], whole: Sequence[str], fits: Callable[[str, str], bool]) -> bool:
    rest = iter(whole)
    return all(any(fits(candidate, word) for candidate in rest) for word in words)


def _slip_rank(typed: _Words, name: _Words) -> int | None:
    """Return a rank after all exact ones, by the number of slips; a lone word is held against the given name."""
    words, whole = typed.letters, name.letters
    allowed = _slips_allowed("".join(words))
    if not allowed or not whole:
        return None
    candidates = [whole[-1:]] if len(words) == 1 else combinations(whole, len(words))
    slips = [_slips(words, candidate) for candidate in candidates]
    if OSA.distance("".join(words), "".join(whole), score_cutoff=1) <= 1:
        slips.append(1)
    fewest = min(slips, default=allowed + 1)
    return 10 + fewest if fewest <= allowed else None


def _slips(words: Sequence[str], candidate: Sequence[str]) -> int:
    """Count the slips between two rows of words; many if a single word has more than it may have."""
    total = 0
    for word, other in zip(words, candidate, strict=True):
        allowed = _slips_allowed(word + "_") if len(word) < 3 else _slips_allowed(word)  # noqa: PLR2004 - An, Ho
        distance = OSA.distance(word, other, score_cutoff=allowed)
        if distance > allowed:
            return 100
        total += distance
    return total


def _slips_allowed(letters: str) -> int:
    if len(letters) <= 2:  # noqa: PLR2004 - one slip in two letters makes another name
        return 0
    return 1 if len(letters) <= 6 else 2  # noqa: PLR2004 - the rule stated at find_names


def _without_titles(meant: Sequence[_Words]) -> list[_Words]:
    """Drop "ông", "bà", "nhà" and the like, and "hộ" where it cannot be the family name Hồ."""
    shorter = []
    for words in meant:
        count = 0
        while count < len(words.keys) - 1 and (
            words.keys[count] in _TITLES or words.spelled[count] == spelling("hộ")
        ):
            count += 1
        if count:
            shorter.append(_Words(words.keys[count:], words.letters[count:], words.spelled[count:]))
    return shorter


def _read_keys(text: str) -> str:
    """Read raw VNI word by word, and raw Telex if a plain name has a word that only Telex explains."""
    read = " ".join(vni(word) or word for word in text.split(" "))
    if read.isascii() and any(_only_telex(word) for word in read.split(" ")):
        read = " ".join(
            word if is_syllable(word.lower()) else telex(word) or word for word in read.split(" ")
        )
    return read


def _only_telex(word: str) -> bool:
    return (
        re.search(r"aa|ee|oo[sfrxj]|^dd|[aou]w|w[aou]", word.lower()) is not None and telex(word) is not None
    )


def _capitalised(word: str) -> str:
    """Give a word in all small or all big letters its capital, also after an apostrophe or dash (Ch'Ơm)."""
    if not (word.islower() or (word.isupper() and len(word) > 1)):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


def _is_name(text: str) -> bool:
    letters = [letter for letter in text if letter not in " .'’-"]
    latin = all("LATIN" in unicodedata.name(letter, "") and letter.isalpha() for letter in letters)
    return len(letters) > 1 and latin and len(fold(text)) > 1 and not re.search(r"\w\.\w|^\W", text)

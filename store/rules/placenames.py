"""Names of places as people type them: “xã Kim Ngân”, “x. kim ngan”, “KIM NGÂN”, “thon 2 xa kim ngan”.

Keys are folded names (``store/rules/vietnamese.py``). The word for the kind of place may be left out, shortened, or
be another one of the same level: a bản is looked for as a thôn. Where it may as well be part of the name (xã Bản
Xen) both are tried.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.rules.levels import Level
from store.rules.numbers import digits_for_words, spaced
from store.rules.vietnamese import one_i, one_y, readings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

MOST_WORDS = 16
"""Words of a typed place that are read; “tổ dân phố 12 phường Nam Gianh thành phố Đà Nẵng” has eleven."""

MOST_IN_LINE, MOST_IN_NAME = 12, 6
"""Words of several names one after the other, and of one that others lie in: “thị trấn Nông trường Việt Trung”."""

MOST_CUT, LEAST_LEFT = 4, 2
"""Words too many that may stand around a place's name, and words of it that have to be left."""

_EVERY = frozenset(Level)
_VILLAGE, _COMMUNE = frozenset({Level.VILLAGE}), frozenset({Level.COMMUNE})
_DISTRICT, _PROVINCE = frozenset({Level.DISTRICT}), frozenset({Level.PROVINCE})

# How places of the lowest level are called (domain.md §1, term 27).
_VILLAGES = (
    "thon", "ban", "to dan pho", "khoi pho", "khu pho", "tieu khu", "khoi", "khu", "to", "xom", "ap", "buon",
    "lang", "khom", "soc", "plei", "doi",
)  # fmt: skip
_KINDS: Mapping[str, frozenset[Level]] = MappingProxyType(
    {
        **dict.fromkeys(_VILLAGES, _VILLAGE),
        **dict.fromkeys(("xa", "phuong", "thi tran", "dac khu"), _COMMUNE),
        **dict.fromkeys(("huyen", "quan", "thi xa"), _DISTRICT),
        "thanh pho": _DISTRICT | _PROVINCE,
        "tinh": _PROVINCE,
    }
)
_SHORT = {
    "t": "thon", "tdp": "to dan pho", "x": "xa", "p": "phuong", "tt": "thi tran", "h": "huyen", "q": "quan",
    "tx": "thi xa", "tp": "thanh pho",
}  # fmt: skip
_SHORTENED = re.compile(r"\b(" + "|".join(_SHORT) + r")(?= .)")
_KIND = re.compile("(" + "|".join(sorted(_KINDS, key=len, reverse=True)) + r") (?=.)")

_MINE = frozenset({"toi", "cua toi", "minh", "cua minh", "ta", "em", "chung toi", "nay", "nha"})
_OWN = frozenset(f"{place} {mine}" for place in ("dia ban", "don vi", "cho", "noi") for mine in _MINE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place that may be meant: its whole key, the levels it can be of, and its key without the word for its kind."""

    key: str
    levels: frozenset[Level]
    bare: str


@dataclass(frozen=True, slots=True)
class Named:
    """A place there is, with its name as it is compared."""

    id: int
    path: str
    level: Level
    key: str
    bare: str


def named(unit_id: int, path: str, level: Level, key: str) -> Named:
    """Return a place with its name as it is compared; ``key`` is its folded name."""
    compared = one_i(key)
    return Named(
        unit_id,
        path,
        level,
        compared,
        _KIND.sub("", compared, count=1) if _KIND.match(compared) else compared,
    )


@lru_cache(maxsize=256)
def meanings(typed: str) -> tuple[str, ...]:
    """Return the keys that a typed place may stand for: as it stands, as raw keys, “thôn hai” as “thôn 2”."""
    keys = [" ".join(key.split()[:MOST_WORDS]) for key in readings(typed)]
    for way in (spaced, digits_for_words, _in_full):
        keys += [way(key) for key in keys]
    return tuple(key for key in dict.fromkeys(keys) if key)


def _in_full(key: str) -> str:
    """Write the word for a kind of place in full: “x kim ngan” is xã Kim Ngân."""
    return _SHORTENED.sub(lambda word: _SHORT[word[1]], key)


def wanted(key: str) -> list[Wanted]:
    """Return what a key may ask for: a place of the kind its first word names, or one whose name begins with it."""
    return _wanted(one_i(key))


def _wanted(key: str) -> list[Wanted]:
    found = [Wanted(key, _EVERY, key)]
    kind = _KIND.match(key)
    if kind is not None:
        found.insert(0, Wanted(key, _KINDS[kind[1]], key[kind.end() :]))
    return found


def names_a_kind(typed: str) -> bool:
    """Tell whether typed words begin with the word for a kind of place: thôn, xã, tỉnh."""
    return any(_KIND.match(key) is not None for key in meanings(typed))


def own_levels(typed: str) -> frozenset[Level]:
    """Return the levels of the place that words name as the speaker's own: “thôn tôi”, or “thôn” alone, a village."""
    for key in meanings(typed):
        if key in _OWN:
            return _EVERY
        if key in _KINDS:
            return _KINDS[key]
        kind = _KIND.match(key)
        if kind is not None and key[kind.end() :] in _MINE:
            return _KINDS[kind[1]]
    return frozenset()


def splits(key: str) -> list[tuple[str, str]]:
    """Return the ways to read a key as a place and one above it: “thon 2 | xa kim ngan”, the longer place first."""
    words = key.split()
    shortest = max(len(words) - MOST_IN_NAME, 1)
    return [(" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words) - 1, shortest - 1, -1)]


def lines(key: str) -> Iterator[tuple[str, str, str]]:
    """Yield the ways to read a key as a place, one above it, and one above that or nothing.

    From the lowest up, “thon 2 | kim ngan | quang tri”, and from the highest down, “quang tri | kim ngan | thon 2”.
    """
    words = key.split()
    if len(words) > MOST_IN_LINE:
        return
    parts = [" ".join(words[start:end]) for start, end in combinations(range(len(words) + 1), 2)]
    short = {part for part in parts if len(part.split()) <= MOST_IN_NAME}
    for first, second in combinations(range(1, len(words)), 2):
        low, middle, high = (
            " ".join(words[slice(*at)]) for at in ((0, first), (first, second), (second, None))
        )
        if {low, middle, high} <= short:
            yield low, middle, high
            yield high, middle, low
    yield from ((higher, name, "") for name, higher in splits(key) if {name, higher} <= short)


def parts_left(keys: Sequence[str]) -> Iterator[list[str]]:
    """Yield keys without some of their last words, or of their first, the fewest first: what is left may be a place."""
    for cut in range(1, MOST_CUT + 1):
        split = [words for key in keys if len(words := key.split()) - cut >= LEAST_LEFT]
        yield [" ".join(words) for each in split for words in (each[:-cut], each[cut:])]


def whole_keys(key: str) -> set[str]:
    """Return the keys a place bears that is called exactly ``key``, with i and y as they may be written."""
    return {key, one_i(key), one_y(key)}


def keys_of(key: str, levels: Collection[Level] = _EVERY) -> set[str]:
    """Return the whole keys a place of some levels may bear that is asked for by ``key``, to look for in an index."""
    found = {key}
    for each in (each for spelled in whole_keys(key) for each in _wanted(spelled)):
        found.add(each.bare)
        kinds = each.levels.intersection(levels)
        found.update(f"{word} {each.bare}" for word, of_kind in _KINDS.items() if of_kind & kinds)
    return found


def exact(asked: Sequence[str], places: Sequence[Named]) -> list[Named]:
    """Return the places whose name is one of the keys asked for; with its own word for its kind before any other."""
    every = [each for key in asked for each in wanted(key)]
    keys = {each.key for each in every}
    whole = [place for place in places if place.key in keys]
    if whole:
        return whole
    joined: dict[str, set[Level]] = {}
    for each in every:
        joined.setdefault(each.bare.replace(" ", ""), set()).update(each.levels)
    return [place for place in places if place.level in joined.get(place.bare.replace(" ", ""), ())]


def similar(asked: Sequence[str], places: Sequence[Named]) -> list[Named]:
    """Return the places whose name has the words asked for, else begins with them, else differs by a slip or two."""
    every = [each for key in asked for each in wanted(key)]
    for fits in (_holding, _beginning):
        found = {place.id: place for each in every for place in fits(each, places)}
        if found:
            return list(found.values())
    return _slipped(every, places)


def _holding(each: Wanted, places: Sequence[Named]) -> list[Named]:
    inside = f" {each.bare} "
    return [place for place in places if inside in f" {place.bare} " and place.level in each.levels]


def _beginning(each: Wanted, places: Sequence[Named]) -> list[Named]:
    if len(each.bare) < 2:  # noqa: PLR2004 - one letter begins half of all names
        return []
    begins = re.compile(r"\b" + r"\w* ".join(map(re.escape, each.bare.split())))
    return [place for place in places if place.level in each.levels and begins.search(place.bare)]


def _slipped(every: Sequence[Wanted], places: Sequence[Named]) -> list[Named]:
    """Return the places with the fewest slips; a number is never one: thôn 2 is not thôn 3."""
    names = [place.bare.replace(" ", "") for place in places]
    best: dict[int, int] = {}
    for each in every:
        letters = each.bare.replace(" ", "")
        cutoff = _slips_allowed(letters)
        near = (
            process.extract(letters, names, scorer=OSA.distance, score_cutoff=cutoff, limit=None)
            if cutoff
            else []
        )
        for name, slips, index in near:
            if places[index].level in each.levels and _numbers(name) == _numbers(letters):
                best[index] = min(int(slips), best.get(index, cutoff))
    fewest = min(best.values(), default=0)
    return [places[index] for index in sorted(best) if best[index] == fewest]


def _slips_allowed(letters: str) -> int:
    if len(letters) <= 3:  # noqa: PLR2004 - one slip in three letters makes another name
        return 0
    return 1 if len(letters) <= 8 else 2  # noqa: PLR2004 - two in kim ngan make another place


def _numbers(letters: str) -> list[str]:
    return re.findall(r"\d+", letters)

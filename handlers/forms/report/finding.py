"""Finding a household of the register by what someone typed: its code, or its head's name, with the year of birth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.rules.names import find_names
from store.rules.vietnamese import fold, match_key, typed_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.tables import Household

MOST = 8
"""Households offered for one typed name; more would not help to choose."""

_NUMBER = re.compile(r"(?<!\w)\d+(?!\w)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def without_politeness(typed: str) -> str:
    """Return a search without "dạ" before and "ạ" after it; only as written with marks, since names may sound so."""
    return re.sub(r"^\s*dạ[\s,]+|[\s,]+(?:ạ|nhé|nha)\s*[.!?]*\s*$", "", typed, flags=re.IGNORECASE)


def find(typed: str, known: Sequence[Household]) -> list[Household]:
    """Return the households that may be meant, best first; a year of birth typed as well narrows them down."""
    coded = [household for household in known if fold(household.code) == fold(typed)]
    if coded:
        return coded
    matches = find_names(typed, known, name=lambda household: household.head_name, limit=MOST)
    years = {int(year) for year in _YEAR.findall(typed)}
    return [household for household in matches if household.birth_year in years] or matches


def surely(typed: str, matches: Sequence[Household]) -> Household | None:
    """Return the one household that was named without any slip; None where it is better to ask."""
    if len(matches) == 1 and fold(matches[0].code) == fold(typed):
        return matches[0]
    keys = [match_key(meant) for meant in typed_as(_NUMBER.sub(" ", typed))]
    whole = [household for household in matches if match_key(household.head_name) in keys]
    if len(whole) == 1:
        return whole[0]
    if len(matches) == 1 and any(_part_of(key, matches[0].head_name) for key in keys):
        return matches[0]
    return None


def _part_of(key: str, name: str) -> bool:
    return bool(key) and set(key.split()) <= set(match_key(name).split())

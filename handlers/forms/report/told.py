"""What the answers say so far, read back from JSON into the words of the domain. Nothing here asks the database.

A correction bears the id of its report under ``report``. What does not change while a form is filled in (the
village's area, the household as the register has it) is kept among the answers, so that no step asks for it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from store.rules.changes import Change, possible_changes
from store.rules.contents import tells_cause, tells_living, tells_meeting, tells_signature
from store.rules.dates import show_date
from store.rules.households import HouseholdClass
from store.rules.standards import Area, Standard, standard_on
from store.rules.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.forms.form import Filling

_NAMED = Text("{name}, {year}", "{name}, {year}")


@dataclass(frozen=True, slots=True)
class Told:
    """The answers so far; what is not answered yet is None."""

    answers: Mapping[str, Any]

    def get(self, name: str) -> Any:
        """Return an answer as it is kept."""
        return self.answers.get(name)

    @property
    def report_id(self) -> int | None:
        """The report that is being corrected; None for a new one."""
        number: int | None = self.get("report")
        return number

    @property
    def village_id(self) -> int:
        """The village's unit."""
        number: int = self.answers["village"]["id"]
        return number

    @property
    def area(self) -> Area:
        """The village's area class."""
        return Area(self.answers["village"]["area"])

    @property
    def household(self) -> dict[str, Any] | None:
        """The household as the register has it; its id is None for one the register does not know."""
        known: dict[str, Any] | None = self.get("household")
        return known

    @property
    def unlisted(self) -> bool:
        """Whether the household was chosen as one the register does not know."""
        return self.household is not None and self.household["id"] is None

    @property
    def classless(self) -> bool:
        """Whether the register says no class of the household, so that it has to be asked."""
        return self.household is not None and self.household.get("class") is None

    @property
    def head_name(self) -> str | None:
        """The name of the head of the household."""
        name: str | None = self.get("name") if self.unlisted else (self.household or {}).get("name")
        return name

    @property
    def birth_year(self) -> int | None:
        """The year of birth of the head of the household, if it is known."""
        year: int | None = self.get("born") if self.unlisted else (self.household or {}).get("born")
        return year

    @property
    def was(self) -> HouseholdClass | None:
        """The class before the change."""
        code = self.get("class") if self.classless else (self.household or {}).get("class")
        return HouseholdClass(code) if code else None

    @property
    def change(self) -> Change | None:
        """The change that is reported."""
        code = self.get("change")
        return Change(code) if code else None

    @property
    def event_on(self) -> date | None:
        """The day of the request or of the change."""
        day = self.get("event_on")
        return date.fromisoformat(day) if day else None

    @property
    def standard(self) -> Standard | None:
        """The poverty standard in force on that day."""
        return None if self.event_on is None else standard_on(self.event_on)

    def possible(self) -> tuple[Change, ...]:
        """Return the changes the household can have had.

        Of one that the register does not know, the village head knows best whether it was poor before.
        """
        if self.was is None or self.household is None:
            return ()
        known = self.household
        pasts = [(True, True), (False, False)] if self.unlisted else [(known["was_poor"], known["was_near"])]
        found = {
            change
            for poor, near in pasts
            for change in possible_changes(
                self.was, was_poor_before=poor, was_near_before=near, listed=known.get("listed", False)
            )
        }
        return tuple(change for change in Change if change in found)

    def subject(self) -> Text | None:
        """Name the household in a few words."""
        if self.head_name is None:
            return None
        if self.birth_year is None:
            return same(self.head_name)
        return _NAMED.fill(name=self.head_name, year=self.birth_year)

    def asks_cause(self) -> bool:
        """Whether it has to be said why the household came or went."""
        return self.change is not None and tells_cause(self.change)

    def asks_signature(self) -> bool:
        """Whether the signed request is asked for; so until the change is known, as most reports are exits."""
        return self.change is None or tells_signature(self.change)

    def asks_living(self) -> bool:
        """Whether income, deprivations and supports are asked for."""
        return self.change is None or tells_living(self.change)

    def asks_meeting(self) -> bool:
        """Whether the residents' meeting is asked for."""
        return self.change is None or tells_meeting(self.change, self.get("cause"))


def told(filling: Filling) -> Told:
    """Read the answers so far."""
    return Told(filling.answers)


def say_day(plain: str) -> Text:
    """Show a day kept as ISO text."""
    return same(show_date(date.fromisoformat(plain)))

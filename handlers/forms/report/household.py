"""Which household: from the village's list, or typed and found in the register however it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.forms.form import Again, Answer, Chosen, Prompt, Question, Turned, Typed
from handlers.forms.report import finding, listing
from handlers.forms.report.opened import already_open
from handlers.forms.report.told import told
from handlers.values import whole
from store import households, reports
from store.rules.households import HouseholdClass
from store.rules.names import tidy_name
from store.rules.refusal import Refusal
from store.rules.text import Text, same

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given
    from store.tables import Household

UNLISTED: dict[str, Any] = {"id": None, "listed": False}


def _ask(filling: Filling) -> Prompt:
    if "found" in filling.scratch:
        return listing.found(filling, filling.scratch["typed"], _among(filling, filling.scratch["found"]))
    if "typed" in filling.scratch:
        return listing.not_found(filling, filling.scratch["typed"])
    return listing.page(filling, _listed(filling), filling.scratch.get("page", 0))


def _listed(filling: Filling) -> list[Household]:
    scene = filling.scene
    return listing.ordered(households.listed(scene.db, scene.viewer, told(filling).village_id))


def _of_village(filling: Filling) -> list[Household]:
    scene = filling.scene
    return households.of_village(scene.db, scene.viewer, told(filling).village_id)


def _among(filling: Filling, ids: list[int]) -> list[Household]:
    known = {household.id: household for household in _of_village(filling)}
    return [known[number] for number in ids if number in known]


def _take(filling: Filling, given: Given) -> Answer | Again:
    match given:
        case Turned(listing.TO_LIST):
            return Again(scratch={})
        case Turned(value):
            return Again(scratch={"page": whole(value)})
        case Chosen(listing.NOT_LISTED):
            return Answer(UNLISTED)
        case Chosen(listing.AS_TYPED):
            return Answer(UNLISTED, also={"name": tidy_name(filling.scratch.get("typed", ""))})
        case Chosen(value):
            return _choose(filling, whole(value))
        case Typed(text):
            return _typed(filling, text)


def _typed(filling: Filling, text: str) -> Answer | Again:
    text = finding.without_politeness(text)
    shown = filling.scratch.get("found") or [household.id for household in _listed(filling)]
    if text.strip().isdecimal() and 0 < int(text) <= len(shown):
        return _choose(filling, shown[int(text) - 1])
    matches = finding.find(text, _of_village(filling))
    sure = finding.surely(text, matches)
    if sure is not None:
        return _choose(filling, sure.id)
    if not matches:
        return Again(scratch={"typed": text[: listing.LONGEST_TYPED]})
    found = [household.id for household in matches]
    return Again(scratch={"typed": text[: listing.LONGEST_TYPED], "found": found})


def _choose(filling: Filling, household_id: int) -> Answer | Again:
    scene, here = filling.scene, told(filling)
    household = households.get(scene.db, scene.viewer, household_id)
    if household.unit_id != here.village_id:
        raise Refusal(households.NOT_FOUND)
    earlier = reports.open_report_on(scene.db, subject_of(household))
    if earlier is not None:
        return already_open(filling, earlier)
    return Answer(kept(household, households.classes_before(scene.db, household)))


def subject_of(household: Household) -> str:
    """Name the household for the rule of one open report each."""
    return reports.subject_of(
        household_id=household.id,
        unit_id=household.unit_id,
        head_name=household.head_name,
        birth_year=household.birth_year,
    )


def kept(household: Household, before: frozenset[HouseholdClass]) -> dict[str, Any]:
    """Return what the answers keep of a household, so that no later question has to look it up."""
    return {
        "id": household.id,
        "code": household.code,
        "name": household.head_name,
        "born": household.birth_year,
        "class": household.status.value if household.status else None,
        "listed": household.status is not None,
        "members": household.members,
        "was_poor": HouseholdClass.POOR in before,
        "was_near": HouseholdClass.NEAR_POOR in before,
    }


HOUSEHOLD = Question(
    name="household",
    title=Text("Hộ", "Household"),
    ask=_ask,
    take=_take,
    show=lambda filling: told(filling).subject() or same(""),
    applies=lambda filling: told(filling).report_id is None,
    leans_on=("village",),
    free=True,
)

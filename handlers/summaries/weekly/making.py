"""The summary as it leaves: from the kept figures, for whoever reads it, in their language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handlers import late, walking
from handlers.late import File, FileKind, Made, Nothing, Ready, scene_of
from handlers.letter import Letter
from handlers.pages import Page, gather
from handlers.places import own_units
from handlers.reply import Reply
from handlers.summaries import units_to_targets
from handlers.summaries.charting import PER_PICTURE
from handlers.summaries.weekly import buttons, official, village
from handlers.summaries.weekly.pictures import Pictures
from handlers.summaries.weekly.told import told_of
from store.rules.levels import Level
from store.rules.text import Text, same
from store.units import full_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from handlers.scene import Config, Scene
    from handlers.summaries.weekly.told import Told
    from store.people import Viewer

MAKER = "weekly"
MOST_UNITS = 3
"""Whoever holds seats at more places than that, or than one message holds, finds the others by /tinhhinh."""

_pictures = Pictures(most=8)


@late.maker(MAKER)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make the summary of a week; ``named`` are rounds and units, by ids, whose deadline will stand below it."""
    scene = scene_of(db, viewer, now, config)
    told = told_of(scene, own_units(scene)[:MOST_UNITS], args["week"])
    if not told:
        return Nothing("nothing is kept of that week for these places")
    words, *_ = gather([_block(scene, each, args.get("named", ())) for each in told], "\n\n")
    letter = Letter.of(Reply(words, buttons.rows(scene, told)), viewer.language)
    return Ready(letter, _chart(scene, told))


def _block(scene: Scene, told: Told, named: Collection[tuple[int, int]]) -> Text:
    if told.unit.level is Level.VILLAGE:
        return village.block(scene, told, named)
    return official.block(scene, told)


def _chart(scene: Scene, told: Sequence[Told]) -> tuple[File, ...]:
    """Draw how the units below stand to their targets; drawn once for everyone who reads of the same place."""
    first = told[0]
    if first.unit.level is Level.VILLAGE or official.is_quiet(scene, first):
        return ()
    language = scene.viewer.language
    picture = _pictures.get((first.unit.id, first.week.number, language), lambda: _draw(scene, first))
    return (File(f"tuan-{first.week.number % 100}.png", picture, FileKind.PHOTO),)


def _draw(scene: Scene, told: Told) -> bytes:
    found = walking.stand_at(scene, told.unit, told.figures.standing.year)
    stand = replace(found, page=Page(0, len(found.children), PER_PICTURE))
    place = same(full_name(scene.db, told.unit))
    return units_to_targets.draw(scene, stand).picture(place, scene.viewer.language)

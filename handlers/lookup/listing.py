"""Reports as buttons, a page at a time; with names for those who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import casefile
from handlers.pages import Page
from handlers.reply import Button, Rows
from handlers.tap import Tap
from store import reports
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Select

    from handlers.scene import Scene
    from store.tables import Report

_NAMED = Text("{icon} {name} · {code}", "{icon} {name} · {code}")
_CODED = Text("{icon} {code} · {state}", "{icon} {code} · {state}")


def listed(scene: Scene, statement: Select[Report], asked: int, to: Callable[[int], Tap]) -> tuple[int, Rows]:
    """Return how many reports a selection has, and a page of them as buttons; ``to`` turns the page."""
    turned = Page(asked, reports.count(scene.db, statement))
    shown = scene.db.execute(statement.offset(turned.offset).limit(turned.size)).scalars()
    items = [[Button(label(scene, report), Tap("tc", "r", (str(report.id),)))] for report in shown]
    return turned.total, [*items, *turned.turning(to)]


def label(scene: Scene, report: Report) -> Text:
    """Name a report on a button."""
    if casefile.reads_names(scene, report):
        return _NAMED.fill(icon=report.state.icon, name=report.head_name, code=report.code)
    return _CODED.fill(icon=report.state.icon, code=report.code, state=report.state.text)

"""What an officer does to a report: at once, or after a reason or a day has been given.

A verdict is given on what was seen. When the report has moved on since, by another officer or by a correction, the
officer is told who, what and when, and sees it afresh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import casefile
from handlers.lookup import case
from handlers.reply import Replies, Reply
from handlers.verifying import buttons, queue, telling
from store import postings, reports
from store.rules.guards import OwnReport
from store.rules.moves import Move, act_for, next_state
from store.rules.roles import Act
from store.rules.states import State
from store.rules.text import Text

if TYPE_CHECKING:
    from datetime import date

    from handlers.scene import Scene
    from handlers.verifying.aim import Aim
    from store.tables import Report

_DONE = Text("{icon} <b>{code}</b>: {state}.", "{icon} <b>{code}</b>: {state}.")
_OVERTAKEN = Text(
    "ℹ️ <b>{code}</b>: {by} đã chọn “{move}” lúc {moment}. Tình trạng hiện nay: <b>{state}</b>.",
    "ℹ️ <b>{code}</b>: {by} chose “{move}” on {moment}. It is now: <b>{state}</b>.",
)


def ready(scene: Scene, move: Move, aim: Aim) -> Report | Reply:
    """Return the report, locked, if the move can be made on what was seen; else what to show instead.

    Raises:
        Refusal: the report lies elsewhere, is the officer's own, or its state does not admit the move.
    """
    report = reports.get(scene.db, scene.viewer, aim.report_id, act_for(move))
    steps = reports.history(scene.db, report)
    if len(steps) != aim.seen:
        last = steps[-1]
        note = _OVERTAKEN.fill(
            code=report.code,
            by=last.by,
            move=last.event.move.text,
            moment=casefile.moment(scene, last.event.at),
            state=report.state.text,
        )
        return after(scene, report, aim, note)
    if act_for(move) is Act.REPORT_VERIFY and buttons.is_own(scene, steps):
        raise OwnReport
    next_state(report.state, move, tracks_posting=scene.config.tracks_posting)
    return report


def decide(scene: Scene, move: Move, aim: Aim, reason: str | None = None) -> Replies:
    """Make a move, tell the village head, and go on where the officer was."""
    report = ready(scene, move, aim)
    if isinstance(report, Reply):
        return [report]
    if move is Move.END_POSTING:
        config = scene.config
        postings.end(
            scene.db, scene.viewer, report, days=config.posting_days, now=scene.now, zone=config.zone
        )
    else:
        reports.move(scene.db, scene.viewer, report, move, scene.now, reason=reason)
    return done(scene, move, aim, report, reason)


def post(scene: Scene, aim: Aim, first_day: date) -> Replies:
    """Record a public posting from a day on."""
    report = ready(scene, Move.POST, aim)
    if isinstance(report, Reply):
        return [report]
    postings.post(
        scene.db,
        scene.viewer,
        report,
        first_day,
        now=scene.now,
        zone=scene.config.zone,
        tracks_posting=scene.config.tracks_posting,
    )
    return done(scene, Move.POST, aim, report)


def done(scene: Scene, move: Move, aim: Aim, report: Report, reason: str | None = None) -> Replies:
    """Say what was done to the officer and to the village head."""
    note = _DONE.fill(icon=report.state.icon, code=report.code, state=report.state.text)
    return [after(scene, report, aim, note), *telling.news(scene, report, move, reason)]


def after(scene: Scene, report: Report, aim: Aim, note: Text) -> Reply:
    """Go on where the officer was: the same report if it still waits, else the next; or the report looked up."""
    if aim.place_in_queue is None:
        return case.page(scene, report, note=note)
    still = report.state is State.WAITING
    place = queue.place_of(scene, report) if still else aim.place_in_queue
    return queue.page(scene, place, note=note)

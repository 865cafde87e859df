"""The figures as tables: readable in a terminal, and Markdown."""

from __future__ import annotations

from statistics import quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.broadcast import Delivered
    from bench.measure import Figures

Table = list[list[str]]
CPU_AIMS = (0.67, 0.33)
"""The most of each plain bot's processor time for an update that this bot may take (issue: what it costs)."""
IDLE_P95_MS = 100
AT_REST_MB = 150
BROADCAST_SHARE = 0.99
BROADCAST_P99_MS = 300
MB = 1024 * 1024 / 1_000_000


def percentile(seconds: Sequence[float], percent: int) -> float:
    """Return a percentile in milliseconds."""
    return 1000 * quantiles(seconds, n=100, method="inclusive")[percent - 1]


def markdown(table: Table) -> str:
    """Lay a table out with its columns aligned; the first row is the heading."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([line(table[0]), rule, *map(line, table[1:])])


def costs(found: Sequence[Figures]) -> Table:
    """Compare the bots."""
    rows: list[tuple[str, Callable[[Figures], str]]] = [
        ("updates a second at capacity", lambda one: f"{one.capacity.rate:.0f}"),
        ("CPU of the bot for an update, ms", lambda one: f"{one.cpu_ms:.2f}"),
        ("CPU of its database server, ms", _server),
        ("idle: p50 / p95 / p99, ms", lambda one: _percentiles(one.idle.latencies)),
        ("half of capacity: p50 / p95 / p99, ms", lambda one: _percentiles(one.half.latencies)),
        ("memory at rest / peak, MB", lambda one: f"{one.at_rest_mib * MB:.0f} / {one.peak_mib * MB:.0f}"),
        ("updates measured: idle / capacity / half", _updates),
        ("stand-in and heads busy at capacity", lambda one: f"{one.costs.stage / one.costs.seconds:.0%}"),
    ]
    return [["", *(one.name for one in found)]] + [[name, *map(show, found)] for name, show in rows]


def _server(one: Figures) -> str:
    return "–" if one.server_cpu_ms is None else f"{one.server_cpu_ms:.2f}"


def _percentiles(seconds: Sequence[float]) -> str:
    return " / ".join(f"{percentile(seconds, percent):.0f}" for percent in (50, 95, 99))


def _updates(one: Figures) -> str:
    return f"{one.idle.updates} / {one.capacity.updates} / {one.half.updates}"


def ratios(ours: Sequence[Figures], plain: Sequence[Figures]) -> Table:
    """Compare each of this bot's databases with each plain bot."""
    heading = ["", *(f"to {other.name}" for other in plain)]
    rows = [heading]
    for one in ours:
        rows.append([f"CPU, {one.name}", *(f"{one.cpu_ms / other.cpu_ms:.2f}" for other in plain)])
        rows.append(
            [f"updates a second, {one.name}", *(f"{one.capacity.rate / o.capacity.rate:.2f}" for o in plain)]
        )
    return rows


def survival(found: Sequence[Figures]) -> Table:
    """Compare what survived kill -9."""
    rows: list[tuple[str, Callable[[Figures], str]]] = [
        ("conversations / kills", lambda one: f"{one.survival.conversations} / {one.survival.kills}"),
        ("updates never answered", lambda one: str(one.survival.unanswered)),
        ("conversations begun again", lambda one: str(one.survival.begun_again)),
        ("conversations given up", lambda one: str(one.survival.given_up)),
        ("reports lost after their receipt", lambda one: str(one.survival.lost)),
        ("reports doubled", lambda one: str(one.survival.doubled)),
        ("receiving again after, s", lambda one: f"{max(one.survival.back_after):.1f}"),
    ]
    return [["", *(one.name for one in found)]] + [[name, *map(show, found)] for name, show in rows]


def broadcasts(calm: Delivered, killed: Delivered) -> Table:
    """Show the two broadcasts."""
    both = (calm, killed)
    return [
        ["", "undisturbed", "with kill -9 in the middle"],
        ["reminders", *(str(one.reminders) for one in both)],
        ["seconds from the first to the last", *(f"{one.seconds:.1f}" for one in both)],
        ["share of 30 a second used", *(f"{one.share:.1%}" for one in both)],
        ["answers meanwhile: p50 / p95 / p99, ms", *(_percentiles(one.latencies) for one in both)],
        ["refused by the stand-in as too fast", *(str(one.refused) for one in both)],
        ["reminders lost", *(str(one.lost) for one in both)],
        ["reminders doubled", *(str(one.doubled) for one in both)],
        ["arrived but not yet noted at the kill", "–", str(killed.in_flight)],
    ]


def aims(ours: Figures, plain: Sequence[Figures], calm: Delivered, killed: Delivered) -> Table:
    """Compare this bot with what it is meant to reach."""
    lost = ours.survival.lost + ours.survival.unanswered + ours.survival.begun_again + ours.survival.given_up
    rows = [["aim", "wanted", "measured", "reached"]]
    for other, aim in zip(plain, CPU_AIMS, strict=True):
        rows.append(_aim(f"CPU, to {other.name}", "≤", aim, ours.cpu_ms / other.cpu_ms))
    rows += [
        _aim("lost or doubled in crashes", "≤", 0, lost + ours.survival.doubled),
        _aim("idle p95, ms", "<", IDLE_P95_MS, percentile(ours.idle.latencies, 95)),
        _aim("memory at rest, MB", "<", AT_REST_MB, ours.at_rest_mib * MB),
        _aim("share of 30 a second used", "≥", BROADCAST_SHARE, calm.share),
        _aim("p99 of an answer during it, ms", "<", BROADCAST_P99_MS, percentile(calm.latencies, 99)),
        _aim("reminders lost, kill -9", "≤", 0, killed.lost),
        _aim("reminders doubled beyond those in flight", "≤", 0, max(0, killed.doubled - killed.in_flight)),
    ]
    return rows


def _aim(what: str, relation: str, wanted: float, found: float) -> list[str]:
    reached = {"≤": found <= wanted, "<": found < wanted, "≥": found >= wanted}[relation]
    return [what, f"{relation} {wanted:g}", f"{found:.3g}", "yes" if reached else "NO"]

"""``python -m bench.country``: fill a database with the whole country, and measure what each question costs in it.

The country is made once, in well under ten minutes, and kept in ``.bench-data/``. ``--small`` takes a small country,
``--write FILE`` puts the tables between the two markers of a Markdown file, ``--no-postgresql`` leaves PostgreSQL out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from bench import machine
from bench.country import files, plain
from bench.country.asking import AREAS, Question, ask, config, make, readers
from bench.country.making import postgresql_country, sqlite_country
from bench.country.size import SMALL, WHOLE
from bench.marked import write_between
from bench.postgresql import open_server
from bench.tables import markdown, percentile
from store.database import open_database
from store.rules.levels import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Engine

    from bench.country.size import Size
    from bench.tables import Table
    from handlers.scene import Config
    from store.tables import Unit

    Timed = Callable[[Engine, str, Sequence[Unit], Config], list[float]]

MARK = "country"
FOLDER = Path(".bench-data")
TIMES = 40
EVERYONE = frozenset(AREAS)
OFFICIALS = EVERYONE - {Level.VILLAGE}
COMMANDS = {
    "/tinhhinh": EVERYONE,
    "/tiendo": EVERYONE,
    "/bieudo": EVERYONE,
    "/hannop": EVERYONE,
    "/chuanop": OFFICIALS,
    "/tuannay": EVERYONE,
    "/xuat": OFFICIALS,
    "/baocaonam": OFFICIALS,
    "/tinhhinh an binh": EVERYONE,
    "/tracuu thon an binh": EVERYONE,
}
MADE_LATE = {"/bieudo": EVERYONE, "/tuannay": EVERYONE}
WITHIN_MS = 50


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="python -m bench.country", description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--no-postgresql", action="store_true")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    size = SMALL if options.small else WHOLE
    parts = []
    with open_server(FOLDER / "postgresql") as server:
        parts.append("\n".join(f"- {line}" for line in machine.describe(server.version())))
        parts.append(_measured("SQLite", sqlite_country(FOLDER, size), size))
        if not options.no_postgresql:
            parts.append(_measured("PostgreSQL", postgresql_country(server, size), size))
    text = "\n\n".join(parts)
    print(text)
    if options.write:
        write_between(options.write, MARK, text)


def _measured(name: str, url: str, size: Size) -> str:
    engine = open_database(url)
    found = _questions(engine, COMMANDS, ask)
    said = [
        f"### {name}: {size.households:,} households, {size.villages:,} villages",
        _answers(engine, found),
        markdown(_by_area("made when it leaves: p50 / p95, ms", _questions(engine, MADE_LATE, make))),
    ]
    engine.dispose()
    said.append(markdown(files.measured(url)))
    return "\n\n".join(said)


def _questions(engine: Engine, commands: Mapping[str, frozenset[Level]], timed: Timed) -> list[Question]:
    return [
        _question(engine, command, area, timed)
        for command, areas in commands.items()
        for area in AREAS
        if area in areas
    ]


def _question(engine: Engine, command: str, area: Level, timed: Timed) -> Question:
    _say(f"  {command} for a {area} …")
    areas = readers(engine, area, TIMES)
    timed(engine, command, areas[:3], config())  # what is compiled once is not what an answer costs
    return Question(command, area, timed(engine, command, areas, config()))


def _answers(engine: Engine, found: Sequence[Question]) -> str:
    """Lay out p50 / p95 of every command and area, and the plain way beside one of them."""
    worst = max(percentile(each.seconds, 95) for each in found)
    table = markdown(_by_area("p50 / p95, ms", found))
    said = f"The slowest p95 is {worst:.0f} ms (aim {WITHIN_MS})."
    asked = {each.area: each for each in found if each.command == "/tinhhinh"}
    return "\n\n".join([table, said, _against(engine, asked)])


def _by_area(heading: str, found: Sequence[Question]) -> Table:
    """Return a row a command, with a column an area."""
    asked = {(each.command, each.area): each for each in found}
    commands = dict.fromkeys(each.command for each in found)
    return [
        [heading, *(area.text.en for area in AREAS)],
        *([name, *(_percentiles(asked.get((name, area))) for area in AREAS)] for name in commands),
    ]


def _percentiles(question: Question | None) -> str:
    if question is None:
        return "–"
    return f"{percentile(question.seconds, 50):.1f} / {percentile(question.seconds, 95):.1f}"


def _against(engine: Engine, asked: dict[Level, Question]) -> str:
    rows = [["/tinhhinh against one pandas frame of all rows", "plain, ms", "ratio of p50"]]
    for area in AREAS:
        seconds, _ = plain.year_of(engine, readers(engine, area, 1)[0].path)
        ours = percentile(asked[area].seconds, 50)
        rows.append([area.text.en, f"{1000 * seconds:.0f}", f"1 : {1000 * seconds / ours:.0f}"])
    return markdown(rows)


def _say(words: str) -> None:
    sys.stderr.write(f"{words} ({perf_counter():.0f})\n")


if __name__ == "__main__":
    main()

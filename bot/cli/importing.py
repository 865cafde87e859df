"""``chungtay import``: lists of units, of households and of assigned targets, from CSV files."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import open_ready
from bot.cli.saying import plainly, say
from bot.clock import now
from bot.settings import read_settings
from bot.unstartable import Unstartable
from store.database import unit_of_work
from store.imports.households import import_households, read_households
from store.imports.targets import import_targets, read_targets
from store.imports.units import import_units, read_units
from store.rules.text import Text

UNREADABLE = Text(
    "Không đọc được tệp {path}: xin kiểm tra tên tệp và quyền đọc.",
    "The file {path} cannot be read: please check its name and that it may be read.",
)
File = Annotated[Path, typer.Argument(metavar="FILE.csv", help="Tệp CSV / CSV file")]

importing = typer.Typer(no_args_is_help=True)


@importing.command("units")
@plainly
def units(file: File) -> None:
    """Nhập đơn vị. / Import units.

    Cột / columns: code, parent_code, level, name, area, poor, households, people, valid_from, valid_to.
    """
    engine = open_ready(read_settings())
    parsed = read_units(_content(file))
    with unit_of_work(engine) as db:
        outcome = import_units(db, parsed, now())
    engine.dispose()
    say(outcome.text)


@importing.command("households")
@plainly
def households(file: File) -> None:
    """Nhập hộ. / Import households.

    Cột / columns: unit_code, household_code, head_name, birth_year, members, minority, status, since; causes
    có thể không có / may be missing.
    """
    settings = read_settings()
    engine = open_ready(settings)
    moment = now()
    today = moment.astimezone(settings.timezone).date()
    parsed = read_households(_content(file), today)
    with unit_of_work(engine) as db:
        outcome = import_households(db, parsed, moment, today)
    engine.dispose()
    say(outcome.text)


@importing.command("targets")
@plainly
def targets(file: File) -> None:
    """Nhập chỉ tiêu được giao. / Import assigned targets.

    Cột / columns: unit_code, year, measure, amount.
    """
    settings = read_settings()
    engine = open_ready(settings)
    moment = now()
    parsed = read_targets(_content(file), moment.astimezone(settings.timezone).date())
    with unit_of_work(engine) as db:
        outcome = import_targets(db, parsed, moment)
    engine.dispose()
    say(outcome.text)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Unstartable(UNREADABLE.fill(path=str(file))) from None

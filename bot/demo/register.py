"""The demo's database: present-day communes, invented villages and households, and the people who play."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.clock import now
from bot.demo import asked
from bot.demo.cast import CAST
from bot.demo.past import LASTED, Past
from bot.unstartable import Unstartable
from store import invitations, schema, units
from store.database import open_database, unit_of_work
from store.imports.households import import_households, read_households
from store.imports.units import import_units, read_units
from store.rules.text import Text
from store.tables import Unit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from bot.demo.cast import Player

HERE = Path(__file__).parent
# Codes and names of province and communes: domain.md §9, as since 01/07/2025. The villages are invented.
UNITS, HOUSEHOLDS = HERE / "units.csv", HERE / "households.csv"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
APPOINTED = LASTED + timedelta(days=30)
"""How long before the demo begins its people were appointed."""
OTHER_VERSION = Text(
    "Dữ liệu dùng thử thuộc phiên bản khác: xin chạy “make demo-reset” rồi chạy lại.",
    "The demo's data belong to another version: please run “make demo-reset”, then start again.",
)


def prepare(path: Path) -> str:
    """Prepare the database of the demo, if it is not there already; return its address.

    Raises:
        Unstartable: it belongs to another version of the program.
    """
    url = f"sqlite:///{path.resolve()}"
    engine = open_database(url)
    try:
        if schema.standing(engine) is schema.Standing.UNKNOWN:
            raise Unstartable(OTHER_VERSION)
        schema.upgrade(engine)
        with unit_of_work(engine) as db:
            if db.execute(select(Unit).limit(1)).first() is None:
                _fill(db, now())
    finally:
        engine.dispose()
    return url


def _fill(db: Session, moment: datetime) -> None:
    import_units(db, read_units(UNITS.read_bytes()), moment)
    today = moment.astimezone(ZONE).date()
    import_households(db, read_households(HOUSEHOLDS.read_bytes(), today), moment, today)
    for player in CAST:
        _appoint(db, player, moment - APPOINTED)
    db.flush()
    Past(db, moment, ZONE).live()
    asked.ask(db, moment, ZONE)


def _appoint(db: Session, player: Player, moment: datetime) -> None:
    """Let a player in as anyone is let in: by an invitation for each seat, accepted at once."""
    for code in player.units:
        unit = units.by_code(db, code, moment.astimezone(ZONE).date())
        if unit is None or player.role is None:
            raise LookupError(f"the demo has no unit {code}, or {player.name} no role")
        _, invitation = invitations.invite(
            db, unit, player.role, by=None, now=moment, lasts=timedelta(days=1)
        )
        db.flush()
        invitations.accept(db, invitation, chat_id=player.id, name=player.name, now=moment)

"""Opening the database that the settings name, for a command."""

import os
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError

from bot.app import NO_DATABASE, check_database
from bot.settings import Settings
from bot.unstartable import Unstartable
from store.database import open_database
from store.rules.text import Text

UNWRITABLE = Text(
    "Không ghi được vào thư mục {folder}: xin cấp quyền ghi, hoặc chọn thư mục khác.",
    "The folder {folder} cannot be written to: please allow it, or choose another one.",
)


def open_any(settings: Settings) -> Engine:
    """Open the database whatever its version; the folder of a SQLite file is made.

    Raises:
        Unstartable: the folder cannot be written to, or the address makes no sense.
    """
    try:
        engine = open_database(settings.database_url.get_secret_value())
    except (ArgumentError, ModuleNotFoundError):
        raise Unstartable(NO_DATABASE) from None
    if engine.dialect.name == "sqlite" and engine.url.database:
        make_folder(Path(engine.url.database).parent)
    return engine


def open_ready(settings: Settings) -> Engine:
    """Open the database, which must be at the version of this program.

    Raises:
        Unstartable: it is not, or is out of reach.
    """
    engine = open_any(settings)
    check_database(engine)
    return engine


def make_folder(folder: Path) -> None:
    """Make a folder for data, unless it is there.

    Raises:
        Unstartable: it cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Unstartable(UNWRITABLE.fill(folder=str(folder.resolve()))) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unstartable(UNWRITABLE.fill(folder=str(folder.resolve())))

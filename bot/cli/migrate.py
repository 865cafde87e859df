"""``chungtay migrate``: bring the database to the version of this program."""

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.app import NEWER_DATABASE, NO_DATABASE
from bot.cli.opening import open_any
from bot.cli.saying import plainly, say
from bot.settings import read_settings
from bot.unstartable import Unstartable
from store import schema
from store.rules.text import Text

DONE = Text(
    "Cơ sở dữ liệu đã lên phiên bản {version}.", "The database has been brought to version {version}."
)
ALREADY = Text("Cơ sở dữ liệu đã ở phiên bản {version}.", "The database is at version {version} already.")


@plainly
def migrate() -> None:
    """Chuẩn bị hoặc nâng cấp cơ sở dữ liệu. / Prepare or upgrade the database."""
    engine = open_any(read_settings())
    standing = standing_of(engine)
    if standing is schema.Standing.UNKNOWN:
        raise Unstartable(NEWER_DATABASE)
    if standing is not schema.Standing.CURRENT:
        schema.upgrade(engine)
    engine.dispose()
    said = ALREADY if standing is schema.Standing.CURRENT else DONE
    say(said.fill(version=schema.head()))


def standing_of(engine: Engine) -> schema.Standing:
    """Tell how the database stands to this program.

    Raises:
        Unstartable: it cannot be opened.
    """
    try:
        return schema.standing(engine)
    except SQLAlchemyError:
        raise Unstartable(NO_DATABASE) from None

"""Objects made of rows are the session's own: the same values, one for each row, and their changes are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, inspect, select

from store.database import reading, unit_of_work
from store.loading import Loader
from store.prepared import Prepared
from store.tables import Chat, Household, Person, Unit

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from tests.town import Town


@pytest.mark.parametrize("kind", [Chat, Household, Person, Unit])
def test_objects_have_the_values_the_session_would_have_loaded(town: Town, kind: type[SQLModel]) -> None:
    loader = Loader(kind)
    rows = Prepared(select(*loader.columns).order_by(loader.columns[0]))
    with reading(town.engine) as db:
        made = [loader.make(db, values).model_dump() for values in rows.run(db)]
    with reading(town.engine) as db:
        assert made == [
            row.model_dump() for row in db.execute(select(kind).order_by(loader.columns[0])).scalars()
        ]


def test_nothing_is_asked_or_written_for_an_object_left_as_it_is(small_town: Town) -> None:
    loader = Loader(Household)
    rows = Prepared(select(*loader.columns))
    asked: list[str] = []
    with unit_of_work(small_town.engine) as db:
        event.listen(db.connection(), "before_cursor_execute", lambda *about: asked.append(about[2]))
        for values in rows.run(db):
            household = loader.make(db, values)
            assert household in db
            assert not inspect(household).unloaded
            assert household.head_name
    assert asked == []


def test_a_change_is_written(town: Town) -> None:
    loader = Loader(Household)
    first = Prepared(select(*loader.columns).order_by(loader.columns[0]).limit(1))
    with unit_of_work(town.engine) as db:
        loader.make(db, first.run(db)[0]).members = 9
    with unit_of_work(town.engine) as db:
        assert loader.make(db, first.run(db)[0]).members == 9


def test_an_object_the_session_has_stays_as_it_is_there(small_town: Town) -> None:
    loader = Loader(Household)
    rows = Prepared(select(*loader.columns))
    with unit_of_work(small_town.engine) as db:
        known = db.execute(select(Household)).scalars().first()
        assert known
        known.members = 9
        made = [loader.make(db, values) for values in rows.run(db)]
        assert sum(household is known for household in made) == 1
        assert known.members == 9
        again = [loader.make(db, values) for values in rows.run(db)]
        assert all(one is other for one, other in zip(made, again, strict=True))

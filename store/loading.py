"""Objects of the session made of rows that a prepared statement has read, as if the session had loaded them itself.

Its own loading is made for results of any size and shape. For the chat, the person and the unit that every update
begins with, and for a village's households, it costs four times as much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import make_transient_to_detached
from sqlmodel import SQLModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

Row = TypeVar("Row", bound=SQLModel)


class Loader(Generic[Row]):
    """Makes the objects of one table; ``columns`` are what a statement has to read for one."""

    def __init__(self, kind: type[Row]) -> None:
        self._mapper = inspect(kind)
        attributes = self._mapper.column_attrs
        self._names = [attribute.key for attribute in attributes]
        self.columns: list[ColumnElement[Any]] = [attribute.columns[0] for attribute in attributes]
        self._key = self._names.index(self._mapper.primary_key[0].key)

    def make(self, db: Session, values: Sequence[Any]) -> Row:
        """Return the object with these values; one that the session has already stays as it is there."""
        key = self._mapper.identity_key_from_primary_key((values[self._key],))
        row: Row | None = db.identity_map.get(key)
        if row is None:
            row = self._mapper.class_manager.new_instance()
            row.__dict__.update(zip(self._names, values, strict=True))
            make_transient_to_detached(row)
            db.add(row)
        return row

    def make_if_any(self, db: Session, values: Sequence[Any]) -> Row | None:
        """Return the object with these values; None where an outer join has found none."""
        return None if values[self._key] is None else self.make(db, values)

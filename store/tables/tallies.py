"""Counts that are kept, so that a figure of the whole country costs no more than one of a village."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from store.tables.columns import BigId


class Tally(SQLModel, table=True):
    """How many households and persons a unit and all below it have of something (store/tallies.py).

    ``what`` is a short code. ``period`` is 0 for what is now, the month as yyyymm for what happened in it, or
    another number that the code gives a meaning to.
    """

    __tablename__ = "tally"
    # Rows of one unit lie side by side: on SQLite the table is the index.
    __table_args__ = {"sqlite_with_rowid": False}

    unit_id: int = Field(
        foreign_key="unit.id", primary_key=True, sa_type=BigId, sa_column_kwargs={"autoincrement": False}
    )
    period: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    what: str = Field(primary_key=True)
    households: int = Field(default=0, sa_type=BigId)
    people: int = Field(default=0, sa_type=BigId)

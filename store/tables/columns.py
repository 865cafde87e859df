"""Column kinds shared by the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Integer, String, TypeDecorator
from sqlmodel import SQLModel

if TYPE_CHECKING:
    from enum import StrEnum

    from sqlalchemy import Dialect

# A migration can change only what has a name, and the same one on every database.
SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class BigId(TypeDecorator[int]):
    """A whole number of 64 bits; on SQLite INTEGER, the only kind of column whose rows number themselves."""

    impl = BigInteger().with_variant(Integer(), "sqlite")
    cache_ok = True


class Bytewise(TypeDecorator[str]):
    """Words compared byte by byte, on every database alike, so that a beginning is one range of an index."""

    impl = String().with_variant(String(collation="C"), "postgresql")
    cache_ok = True


def coded(kind: type[StrEnum]) -> type[TypeDecorator[Any]]:
    """Make a column kind that keeps ``kind`` as its short code.

    A code outlives its Python name: renaming a member never touches stored rows.
    """

    class Coded(TypeDecorator[Any]):
        impl = String(32)
        cache_ok = True

        def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
            return None if value is None else kind(value).value

        def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002 - SQLAlchemy's signature
            return None if value is None else kind(value)

    return Coded

"""Alembic's way in: runs steps on the connection that ``store.schema`` hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from alembic import context
from alembic.autogenerate.render import _repr_type
from sqlalchemy import TypeDecorator
from sqlmodel import SQLModel

import store.tables  # noqa: F401 - makes the metadata complete

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def render_plainly(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write a column kind of ours as what the database makes of it, so that old steps outlive our classes."""
    if kind == "type" and isinstance(item, TypeDecorator):
        # Private, yet the only renderer that knows variants.
        return _repr_type(item.impl_instance, autogen)
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=render_plainly,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

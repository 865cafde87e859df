"""Places listed as people count them: Thôn 2 before Thôn 10."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_UNIT = sa.table("unit", *map(sa.column, ("id", "key", "sort_key")))
_DIGITS = 8


def upgrade() -> None:
    with op.batch_alter_table("unit") as batch:
        batch.add_column(
            sa.Column("sort_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"))
        )
    connection = op.get_bind()
    rows = [
        {"of": unit_id, "sorted": re.sub(r"\d+", lambda found: found[0].zfill(_DIGITS), key)}
        for unit_id, key in connection.execute(sa.select(_UNIT.c.id, _UNIT.c.key))
    ]
    if rows:
        statement = sa.update(_UNIT).where(_UNIT.c.id == sa.bindparam("of"))
        connection.execute(statement.values(sort_key=sa.bindparam("sorted")), rows)
    with op.batch_alter_table("unit") as batch:
        batch.alter_column("sort_key", existing_type=sa.String(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("unit") as batch:
        batch.drop_column("sort_key")

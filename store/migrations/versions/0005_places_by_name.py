"""Places found by their level and name."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.drop_index("ix_unit_key", table_name="unit")
    op.create_index("ix_unit_level_key", "unit", ["level", "key"])


def downgrade() -> None:
    op.drop_index("ix_unit_level_key", table_name="unit")
    op.create_index("ix_unit_key", "unit", ["key"])

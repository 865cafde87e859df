"""The ladder of reminders of a round."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("ladder", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.drop_column("ladder")

"""The causes of a household's poverty."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("household") as batch:
        batch.add_column(sa.Column("causes", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    with op.batch_alter_table("household") as batch:
        batch.drop_column("causes")

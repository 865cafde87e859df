"""Assigned targets."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# 64 bits; on SQLite INTEGER, the only kind of column whose rows number themselves.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "target",
        sa.Column("id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("assigned_by", BIG),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assigned_by"], ["person.id"], name="fk_target_assigned_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_target_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_target"),
        sa.UniqueConstraint("unit_id", "year", name="uq_target_unit_id_year"),
    )


def downgrade() -> None:
    op.drop_table("target")

"""Pauses of reminders, and the hour a person chose for them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# 64 bits; on SQLite INTEGER, the only kind of column whose rows number themselves.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pause",
        sa.Column("id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", BIG, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_pause_made_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_pause_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pause"),
    )
    op.create_index("ix_pause_unit_id", "pause", ["unit_id"])
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("slot", sa.String(length=32), nullable=True))
        person.add_column(sa.Column("slot_set_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.drop_column("slot_set_at")
        person.drop_column("slot")
    op.drop_table("pause")

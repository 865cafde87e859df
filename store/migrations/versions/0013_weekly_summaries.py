"""Weekly summaries."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

# 64 bits; on SQLite INTEGER, the only kind of column whose rows number themselves.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "weekly_figures",
        sa.Column("unit_id", BIG, autoincrement=False, nullable=False),
        sa.Column("week", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_weekly_figures_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", "week", name="pk_weekly_figures"),
    )
    op.create_index("ix_weekly_figures_closes_at", "weekly_figures", ["closes_at"])
    op.create_table(
        "weekly_sending",
        sa.Column("unit_id", BIG, autoincrement=False, nullable=False),
        sa.Column("sending", sa.String(length=32), nullable=False),
        sa.Column("set_by", BIG, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_weekly_sending_unit_id"),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name="fk_weekly_sending_set_by"),
        sa.PrimaryKeyConstraint("unit_id", name="pk_weekly_sending"),
    )
    op.create_index("ix_event_at", "event", ["at"])


def downgrade() -> None:
    op.drop_index("ix_event_at", "event")
    op.drop_table("weekly_sending")
    op.drop_table("weekly_figures")

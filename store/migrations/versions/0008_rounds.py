"""Rounds, their answers and extensions; the index by which those asked are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# 64 bits; on SQLite INTEGER, the only kind of column whose rows number themselves.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(length=32)


def upgrade() -> None:
    op.create_index("ix_unit_level_path", "unit", ["level", "path", "valid_from", "valid_to"])
    op.create_table(
        "round",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("period", sa.String()),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("title_vi", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("asks", CODE, nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("created_by", BIG),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name="fk_round_created_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_round_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_round"),
        sa.UniqueConstraint("kind", "period", "unit_id", name="uq_round_kind_period_unit_id"),
    )
    op.create_index("ix_round_closes_on", "round", ["closes_on"])
    op.create_index("ix_round_unit_id", "round", ["unit_id"])
    op.create_table(
        "round_answer",
        sa.Column("id", BIG, nullable=False),
        sa.Column("round_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("answer", CODE, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.Column("answered_by", BIG, nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_round_answer_answered_by"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_round_answer_round_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_round_answer_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_round_answer"),
        sa.UniqueConstraint("round_id", "unit_id", name="uq_round_answer_round_id_unit_id"),
    )
    op.create_index("ix_round_answer_unit_id", "round_answer", ["unit_id"])
    op.create_table(
        "round_extension",
        sa.Column("id", BIG, nullable=False),
        sa.Column("round_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_by", BIG, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name="fk_round_extension_given_by"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_round_extension_round_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_round_extension_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_round_extension"),
    )
    op.create_index("ix_round_extension_round_id_unit_id", "round_extension", ["round_id", "unit_id"])


def downgrade() -> None:
    op.drop_table("round_extension")
    op.drop_table("round_answer")
    op.drop_table("round")
    op.drop_index("ix_unit_level_path", "unit")

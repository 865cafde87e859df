"""Follow-ups of exits."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# 64 bits; on SQLite INTEGER, the only kind of column whose rows number themselves.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=32)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", BIG, nullable=False),
        sa.Column("report_id", BIG, nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", CODE),
        sa.Column("reason", CODE),
        sa.Column("answered_at", MOMENT),
        sa.Column("answered_by", BIG),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_follow_up_report_id"),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_follow_up_answered_by"),
        sa.PrimaryKeyConstraint("id", name="pk_follow_up"),
        sa.UniqueConstraint("report_id", "months", name="uq_follow_up_report_id_months"),
    )
    unanswered = sa.text("answer IS NULL")
    op.create_index(
        "ix_follow_up_unanswered",
        "follow_up",
        ["due_on"],
        sqlite_where=unanswered,
        postgresql_where=unanswered,
    )
    op.create_index("ix_decision_signed_on", "decision", ["signed_on"])
    op.create_index("ix_report_decision_id", "report", ["decision_id"])


def downgrade() -> None:
    op.drop_index("ix_report_decision_id", "report")
    op.drop_index("ix_decision_signed_on", "decision")
    op.drop_table("follow_up")

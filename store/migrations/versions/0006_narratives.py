"""What offices write for their annual reports."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# 64 bits; on SQLite INTEGER, the only kind of column whose rows number themselves.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "narrative",
        sa.Column("id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name="fk_narrative_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_narrative_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_narrative"),
        sa.UniqueConstraint("unit_id", "year", "part", name="uq_narrative_unit_id_year_part"),
    )


def downgrade() -> None:
    op.drop_table("narrative")

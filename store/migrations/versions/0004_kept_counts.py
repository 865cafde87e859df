"""Counts kept for every unit and all above it; where a household lived and how large it was, in its history."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# 64 bits; on SQLite INTEGER, the only kind of column whose rows number themselves.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_UNIT = sa.table(
    "unit", *map(sa.column, ("id", "parent_id", "level", "path", "households", "people", "valid_to"))
)
_HOUSEHOLD = sa.table("household", *map(sa.column, ("id", "unit_id", "status", "members")))
_SPELL = sa.table(
    "class_spell",
    *map(sa.column, ("id", "household_id", "status", "report_id", "unit_id", "members")),
    sa.column("since", sa.Date),
)
_REPORT = sa.table("report", *map(sa.column, ("id", "unit_id", "was", "change", "state")))
_TALLY = sa.table("tally", *map(sa.column, ("unit_id", "period", "what", "households", "people")))
_OPEN = ("waiting", "returned", "verified", "posted", "awaiting_decision", "recheck")
_WITHOUT_CLASS = ("OTHER_DECREASE", "OTHER_INCREASE")


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("households", BIG, nullable=False),
        sa.Column("people", BIG, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_tally_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", "period", "what", name="pk_tally"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("class_spell") as batch:
        batch.add_column(sa.Column("unit_id", BIG))
        batch.add_column(sa.Column("members", sa.Integer()))
    own = sa.select(_HOUSEHOLD.c.unit_id).where(_HOUSEHOLD.c.id == _SPELL.c.household_id).scalar_subquery()
    persons = (
        sa.select(_HOUSEHOLD.c.members).where(_HOUSEHOLD.c.id == _SPELL.c.household_id).scalar_subquery()
    )
    op.execute(_SPELL.update().values(unit_id=own, members=persons))
    with op.batch_alter_table("class_spell") as batch:
        batch.alter_column("unit_id", existing_type=BIG, nullable=False)
        batch.alter_column("members", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key("fk_class_spell_unit_id", "unit", ["unit_id"], ["id"])
    _count_villages()
    _roll_up()
    _take_totals()


def downgrade() -> None:
    with op.batch_alter_table("class_spell") as batch:
        batch.drop_constraint("fk_class_spell_unit_id", type_="foreignkey")
        batch.drop_column("members")
        batch.drop_column("unit_id")
    op.drop_table("tally")


def _put(*columns: Any, source: Any, where: Any, group: tuple[Any, ...]) -> None:
    statement = sa.select(*columns).select_from(source).where(where).group_by(*group)
    names = ("unit_id", "period", "what", "households", "people")
    op.execute(_TALLY.insert().from_select(names, statement))


def _count_villages() -> None:
    now, one = sa.literal(0), sa.func.count()
    _put(
        _HOUSEHOLD.c.unit_id,
        now,
        _HOUSEHOLD.c.status,
        one,
        sa.func.sum(_HOUSEHOLD.c.members),
        source=_HOUSEHOLD,
        where=_HOUSEHOLD.c.status.in_(("poor", "near_poor")),
        group=(_HOUSEHOLD.c.unit_id, _HOUSEHOLD.c.status),
    )
    standing = _REPORT.c.state + "/" + _REPORT.c.change
    _put(
        _REPORT.c.unit_id,
        now,
        standing,
        one,
        now,
        source=_REPORT,
        where=_REPORT.c.state.in_(_OPEN),
        group=(_REPORT.c.unit_id, standing),
    )
    _count_flows()


def _count_flows() -> None:
    """Count each step in the register; a household first known by a report was on the list before (tăng khác)."""
    steps = _steps()
    counted = sa.union_all(
        sa.select(steps.c.unit_id, steps.c.period, _flow(steps).label("what"), steps.c.members),
        sa.select(steps.c.unit_id, steps.c.period, _onto(steps.c.was).label("what"), steps.c.members).where(
            steps.c.before.is_(None), steps.c.first, steps.c.change != "OTHER_INCREASE"
        ),
    ).subquery()
    _put(
        counted.c.unit_id,
        counted.c.period,
        counted.c.what,
        sa.func.count(),
        sa.func.sum(counted.c.members),
        source=counted,
        where=counted.c.what.is_not(None),
        group=(counted.c.unit_id, counted.c.period, counted.c.what),
    )


def _steps() -> Any:
    year, month, day = (sa.extract(part, _SPELL.c.since) for part in ("year", "month", "day"))
    new_year = sa.and_(month == 1, day == 1)  # how the year began: it counts in December
    in_order: Any = {"partition_by": _SPELL.c.household_id, "order_by": _SPELL.c.id}
    earlier = _SPELL.alias()
    back = sa.exists().where(
        earlier.c.household_id == _SPELL.c.household_id,
        earlier.c.id < _SPELL.c.id,
        earlier.c.status == _SPELL.c.status,
    )
    return (
        sa.select(
            _HOUSEHOLD.c.unit_id,
            _HOUSEHOLD.c.members,
            sa.case((new_year, (year - 1) * 100 + 12), else_=year * 100 + month).label("period"),
            sa.func.lag(_SPELL.c.status).over(**in_order).label("before"),
            (sa.func.row_number().over(**in_order) == 1).label("first"),
            _SPELL.c.status,
            _REPORT.c.was,
            _REPORT.c.change,
            back.label("back"),
        )
        .select_from(_SPELL)
        .join(_HOUSEHOLD, _HOUSEHOLD.c.id == _SPELL.c.household_id)
        .join(_REPORT, _REPORT.c.id == _SPELL.c.report_id, isouter=True)
        .subquery()
    )


def _flow(step: Any) -> Any:
    before, after = step.c.before, step.c.status
    between = {
        ("poor", "near_poor"): "EXIT_POOR_TO_NEAR",
        ("poor", "non_poor"): "EXIT_POOR_FULL",
        ("near_poor", "non_poor"): "EXIT_NEAR",
        ("near_poor", "poor"): "NEAR_TO_POOR",
    }
    back = {"poor": ("RELAPSE_POOR", "NEW_POOR"), "near_poor": ("RELAPSE_NEAR", "NEW_NEAR")}
    return sa.case(
        (step.c.change.not_in(_WITHOUT_CLASS), step.c.change),
        (before == after, None),
        (before.is_(None), _onto(after)),
        *(
            (sa.and_(before == code, after.is_(None)), name)
            for code, name in (("poor", "LESS_POOR"), ("near_poor", "LESS_NEAR"))
        ),
        *((sa.and_(before == one, after == other), name) for (one, other), name in between.items()),
        *(
            (sa.and_(after == code, step.c.back if again else sa.not_(step.c.back)), name)
            for code, names in back.items()
            for again, name in ((True, names[0]), (False, names[1]))
        ),
        else_=None,
    )


def _onto(status: Any) -> Any:
    return sa.case((status == "poor", "MORE_POOR"), (status == "near_poor", "MORE_NEAR"), else_=None)


def _roll_up() -> None:
    child, parent = _UNIT.alias(), _UNIT.alias()
    for level in ("commune", "district", "province"):
        group = (child.c.parent_id, _TALLY.c.period, _TALLY.c.what)
        _put(
            *group,
            sa.func.sum(_TALLY.c.households),
            sa.func.sum(_TALLY.c.people),
            source=_TALLY.join(child, child.c.id == _TALLY.c.unit_id).join(
                parent, parent.c.id == child.c.parent_id
            ),
            where=parent.c.level == level,
            group=group,
        )


def _take_totals() -> None:
    """Take over the units' own numbers; a unit without one has the sum of those below it."""
    db = op.get_bind()
    rows = {row.id: row for row in db.execute(sa.select(_UNIT))}
    sums: dict[int, list[int]] = {}
    totals = []
    for row in sorted(rows.values(), key=lambda row: -len(row.path)):
        below = sums.get(row.id, [0, 0])
        own = [row.households or below[0], row.people or below[1]]
        if any(own):
            totals.append(
                {"unit_id": row.id, "period": 0, "what": "total", "households": own[0], "people": own[1]}
            )
        above = rows.get(row.parent_id)
        if above is not None and row.valid_to in {None, above.valid_to}:
            sums[above.id] = [sum(pair) for pair in zip(sums.get(above.id, [0, 0]), own, strict=True)]
    if totals:
        db.execute(_TALLY.insert(), totals)

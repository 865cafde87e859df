"""First tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# 64 bits; on SQLite INTEGER, the only kind of column whose rows number themselves.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(length=32)


def upgrade() -> None:
    _create_queues()
    _create_people()
    _create_places()
    _create_seats()
    _create_register()
    _create_reports()
    _create_report_histories()


def downgrade() -> None:
    for table in (
        "class_spell",
        "event",
        "report",
        "decision",
        "household",
        "audit",
        "invitation",
        "appointment",
        "unit",
        "person",
        "conversation",
        "chat",
        "outbox",
        "inbox",
    ):
        op.drop_table(table)


def only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _create_queues() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", BIG, nullable=False),
        sa.Column("update_id", BIG, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("fault", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("update_id", name="uq_inbox_update_id"),
    )
    op.create_index("ix_inbox_open", "inbox", ["id"], **only("state = 'open'"))
    op.create_index("ix_inbox_open_by_chat", "inbox", ["chat_id", "id"], **only("state = 'open'"))
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    op.create_table(
        "outbox",
        sa.Column("id", BIG, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("key", sa.String()),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("message_id", BIG),
        sa.Column("fault", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_created_at", "outbox", ["created_at"])
    op.create_index("ix_outbox_open", "outbox", ["priority", "id"], **only("state = 'open'"))


def _create_people() -> None:
    op.create_table(
        "chat",
        sa.Column("chat_id", BIG, autoincrement=False, nullable=False),
        sa.Column("language", CODE, nullable=False),
        sa.Column("last_message_id", BIG, nullable=False),
        sa.Column("open_form", sa.String()),
        sa.Column("alert_round", sa.Integer(), nullable=False),
        sa.Column("blocked_at", MOMENT),
        sa.Column("wrong_tokens", sa.Integer(), nullable=False),
        sa.Column("locked_until", MOMENT),
        sa.PrimaryKeyConstraint("chat_id", name="pk_chat"),
    )
    op.create_table(
        "conversation",
        sa.Column("chat_id", BIG, autoincrement=False, nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("scratch", sa.JSON(), nullable=False),
        sa.Column("editing", sa.String()),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "form", name="pk_conversation"),
    )
    op.create_table(
        "person",
        sa.Column("id", BIG, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("chat_id", name="uq_person_chat_id"),
    )


def _create_places() -> None:
    op.create_table(
        "unit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("level", CODE, nullable=False),
        sa.Column("area", CODE, nullable=False),
        sa.Column("poor", sa.Boolean(), nullable=False),
        sa.Column("parent_id", BIG),
        sa.Column("path", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name="fk_unit_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("code", "valid_from", name="uq_unit_code_valid_from"),
    )
    op.create_index("ix_unit_key", "unit", ["key"])
    op.create_index("ix_unit_parent_id", "unit", ["parent_id"])
    op.create_index("ix_unit_path", "unit", ["path"])


def _create_seats() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("role", CODE, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_appointment_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_appointment_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
    )
    op.create_index("ix_appointment_person_id", "appointment", ["person_id"])
    op.create_index("ix_appointment_unit_id", "appointment", ["unit_id"])
    op.create_table(
        "invitation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("role", CODE, nullable=False),
        sa.Column("made_by", BIG),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.Column("used_by", BIG),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_invitation_made_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_invitation_unit_id"),
        sa.ForeignKeyConstraint(["used_by"], ["person.id"], name="fk_invitation_used_by"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
    )
    op.create_table(
        "audit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", BIG),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_audit_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def _create_register() -> None:
    op.create_table(
        "household",
        sa.Column("id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("head_name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("birth_year", sa.Integer()),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("minority", sa.Boolean(), nullable=False),
        sa.Column("status", CODE),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_household_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_household"),
        sa.UniqueConstraint("code", name="uq_household_code"),
    )
    op.create_index("ix_household_key", "household", ["key"])
    op.create_index("ix_household_unit_id_status", "household", ["unit_id", "status"])


def _create_reports() -> None:
    op.create_table(
        "decision",
        sa.Column("id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("entered_by", BIG, nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name="fk_decision_entered_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_decision_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_unit_id", "decision", ["unit_id"])
    op.create_table(
        "report",
        sa.Column("id", BIG, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("household_id", BIG),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("head_name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("birth_year", sa.Integer()),
        sa.Column("was", CODE, nullable=False),
        sa.Column("change", CODE, nullable=False),
        sa.Column("cause", sa.String()),
        sa.Column("state", CODE, nullable=False),
        sa.Column("reporter_id", BIG, nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=True),
        sa.Column("event_on", sa.Date(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("income", BIG, nullable=True),
        sa.Column("keep_reason", sa.String()),
        sa.Column("deprivations", sa.JSON(), nullable=False),
        sa.Column("supports", sa.JSON(), nullable=False),
        sa.Column("meeting_on", sa.Date()),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=False),
        sa.Column("decision_id", BIG),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_report_decision_id"),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name="fk_report_household_id"),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name="fk_report_reporter_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_report_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("code", name="uq_report_code"),
    )
    op.create_index("ix_report_household_id", "report", ["household_id"])
    op.create_index("ix_report_key", "report", ["key"])
    op.create_index("ix_report_reporter_id", "report", ["reporter_id"])
    op.create_index("ix_report_unit_id_state", "report", ["unit_id", "state"])
    op.create_index(
        "ux_report_open_subject",
        "report",
        ["subject"],
        unique=True,
        **only("state IN ('awaiting_decision', 'posted', 'recheck', 'returned', 'verified', 'waiting')"),
    )


def _create_report_histories() -> None:
    op.create_table(
        "event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("report_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("move", CODE, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_event_person_id"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_event_report_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_report_id", "event", ["report_id"])
    op.create_table(
        "class_spell",
        sa.Column("id", BIG, nullable=False),
        sa.Column("household_id", BIG, nullable=False),
        sa.Column("status", CODE),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("report_id", BIG),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name="fk_class_spell_household_id"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_class_spell_report_id"),
        sa.PrimaryKeyConstraint("id", name="pk_class_spell"),
    )
    op.create_index("ix_class_spell_household_id_since", "class_spell", ["household_id", "since"])

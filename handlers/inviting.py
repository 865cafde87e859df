"""The place an invitation is for: one of those the role exists at, within one's own area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms.placing import Placing
from store import appointments
from store.rules.roles import Role
from store.rules.text import Text

if TYPE_CHECKING:
    from sqlalchemy import Select

    from handlers.forms.form import Filling
    from store.tables import Unit

_ASK_UNIT = Text(
    "Mời làm <b>{role}</b> ở đâu ạ? Bấm chọn, hoặc gõ tên đơn vị (không dấu cũng được).",
    "Invite a <b>{role}</b> for which place? Press it, or type its name.",
)


def role_of(filling: Filling) -> Role:
    """Return the role somebody is invited to."""
    return Role(filling.get("role"))


def _selected(filling: Filling) -> Select[Unit]:
    return appointments.units_for(filling.scene.viewer, role_of(filling), filling.scene.today)


PLACING = Placing(lambda filling: _ASK_UNIT.fill(role=role_of(filling).text), _selected)
"""The question for the place."""

"""The causes of poverty that official tables count."""

from __future__ import annotations

from store.rules.text import Text
from store.rules.worded import Worded


class Cause(Worded):
    """A cause of poverty, 2022–2026: the eight columns of table T10 (domain.md §5); several may apply.

    The wording with “thiếu” is the one seen in reports; the decree may say “không có …” (unverified).
    Illness is a mark only: no detail of anyone's health is kept (domain.md §11).
    """

    LAND = "land", Text("thiếu đất sản xuất", "lack of land to farm"), Text("Thiếu đất", "Land")
    CAPITAL = "capital", Text("thiếu vốn", "lack of capital"), Text("Thiếu vốn", "Capital")
    LABOUR = "labour", Text("thiếu lao động", "lack of labour"), Text("Thiếu lao động", "Labour")
    TOOLS = (
        "tools",
        Text("thiếu công cụ, phương tiện sản xuất", "lack of tools and means of production"),
        Text("Thiếu công cụ", "Tools"),
    )
    KNOWLEDGE = (
        "knowledge",
        Text("thiếu kiến thức về sản xuất", "lack of knowledge of production"),
        Text("Thiếu kiến thức", "Knowledge"),
    )
    SKILLS = (
        "skills",
        Text("thiếu kỹ năng lao động, sản xuất", "lack of working and production skills"),
        Text("Thiếu kỹ năng", "Skills"),
    )
    ILLNESS = (
        "illness",
        Text("có người ốm đau, bệnh nặng, tai nạn", "someone is ill, gravely ill or had an accident"),
        Text("Ốm đau, tai nạn", "Illness, accident"),
    )
    OTHER = "other", Text("nguyên nhân khác", "another cause"), Text("Khác", "Other")

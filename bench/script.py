"""The conversation everybody plays: a typical /baocao, 11 taps and 2 typed answers, ending in a receipt."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tap:
    """Tap the button whose label contains this."""

    label: str


@dataclass(frozen=True, slots=True)
class Type:
    """Type this, once the screen says that."""

    text: str
    asked_by: str = ""


Step = Tap | Type

SCRIPT: tuple[Step, ...] = (
    Type("/baocao"),
    Tap("Hồ Văn Mẫu"),
    Tap("Thoát nghèo hẳn"),
    Tap("Có"),
    Tap("Hôm nay"),
    Tap("4 người"),
    Type("15 triệu", asked_by="Tổng thu nhập"),
    Tap("Không còn"),
    Tap("Vay vốn"),
    Tap("Xong"),
    Tap("Hôm qua"),
    Tap("Bỏ qua"),
    Tap("Gửi"),
)
RECEIPT = re.compile(r"\b(CT[-\w]{4,})")

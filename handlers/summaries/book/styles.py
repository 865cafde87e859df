"""How the cells of the workbook look: Times New Roman on A4, as official papers are (NĐ 30/2020)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
_CENTRED = {"align": "center", "text_wrap": True}
_BOX = {"border": 1}
_WHOLE = {"num_format": '#,##0;-#,##0;"–"'}
_SHARE = {"num_format": "0.00%"}
_DAY = {"num_format": "dd/mm/yyyy", "align": "center"}
_MIDDLE = {"align": "center"}
_UPPER = {"left": 1, "right": 1, "top": 1, "bottom": 0}
_LOWER = {"left": 1, "right": 1, "top": 0, "bottom": 1}


@dataclass(frozen=True, slots=True)
class Body:
    """The cells of a table's body; those of a unit that has others below it are bold."""

    ordinal: Format
    name: Format
    ordinal_upper: Format
    name_upper: Format
    ordinal_lower: Format
    name_lower: Format
    whole: Format
    share: Format


@dataclass(frozen=True, slots=True)
class Styles:
    """Every look a cell may have."""

    office: Format
    form: Format
    title: Format
    subtitle: Format
    head: Format
    number: Format
    note: Format
    sign: Format
    sign_small: Format
    signing: Format
    label: Format
    value: Format
    moment: Format
    link: Format
    text: Format
    code: Format
    day: Format
    plain: Body
    bold: Body


def make_styles(book: Workbook) -> Styles:
    """Enter the styles into a workbook."""

    def style(*parts: dict[str, Any], **more: Any) -> Format:
        merged: dict[str, Any] = dict(_FONT)
        for part in parts:
            merged |= part
        return book.add_format(merged | more)

    def body(**weight: Any) -> Body:
        return Body(
            ordinal=style(_BOX, _MIDDLE, **weight),
            name=style(_BOX, **weight),
            ordinal_upper=style(_UPPER, _MIDDLE, **weight),
            name_upper=style(_UPPER, **weight),
            ordinal_lower=style(_LOWER, _MIDDLE, **weight),
            name_lower=style(_LOWER, **weight),
            whole=style(_BOX, _WHOLE, **weight),
            share=style(_BOX, _SHARE, **weight),
        )

    return Styles(
        office=style(bold=True, font_size=12),
        form=style(italic=True, align="right"),
        title=style(_CENTRED, bold=True, font_size=14),
        subtitle=style(_CENTRED, italic=True, font_size=12),
        head=style(_BOX, _CENTRED, bold=True, bg_color="#F2F2F2"),
        number=style(_BOX, _CENTRED, italic=True, font_size=9),
        note=style(italic=True, font_size=10),
        sign=style(_MIDDLE, bold=True, font_size=12),
        sign_small=style(_MIDDLE, italic=True),
        signing=style(_MIDDLE, text_wrap=True),
        label=style(bold=True, text_wrap=True, valign="top"),
        value=style(text_wrap=True, valign="top"),
        moment=style(num_format="dd/mm/yyyy hh:mm", align="left", valign="top"),
        link=style(font_color="#0563C1", underline=1, valign="top"),
        text=style(_BOX),
        code=style(_BOX, _MIDDLE),
        day=style(_BOX, _DAY),
        plain=body(),
        bold=body(bold=True),
    )

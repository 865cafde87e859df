"""What python-docx has no words for: rules under a line, the number of a page, the borders of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_EIGHTHS = "6"  # of a point: how thick a rule is
# The order in which the format wants what a paragraph or a section is said to have.
_AFTER_BORDER = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr",
)  # fmt: skip
_AFTER_NUMBERING = ("w:cols", "w:titlePg", "w:docGrid")


def made(name: str, **values: str) -> BaseOxmlElement:
    """Make an element, its values in the same name space."""
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element


def letters(style: ParagraphStyle, font: str) -> None:
    """Let a style use one font for every script, whatever the theme says."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[theme]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)


def rule(paragraph: Paragraph, room_mm: float, length_mm: float) -> None:
    """Turn an empty paragraph into a rule of some length, in the middle of the room it has."""
    indent = Mm(max(0.0, (room_mm - length_mm) / 2))
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = indent
    shape.first_line_indent = Mm(0)
    shape.space_before, shape.space_after = Pt(3), Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    border(paragraph, "top")


def border(paragraph: Paragraph, *sides: str) -> None:
    """Draw a line along some sides of a paragraph."""
    borders = made("pBdr")
    for side in sides:
        borders.append(made(side, val="single", sz=_EIGHTHS, space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDER)  # noqa: SLF001 - no public way


def frame(run: Run) -> None:
    """Draw a frame around some words."""
    run._r.get_or_add_rPr().append(  # noqa: SLF001 - no public way
        made("bdr", val="single", sz=_EIGHTHS, space="0", color="000000")
    )


def page_number(run: Run) -> None:
    """Let a run show the number of its page."""
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = "PAGE"
    begin, end = made("fldChar", fldCharType="begin"), made("fldChar", fldCharType="end")
    for part in (begin, instruction, end):
        run._r.append(part)  # noqa: SLF001 - no public way


def number_afresh(section: Section) -> None:
    """Begin a section's pages with 1."""
    section._sectPr.insert_element_before(  # noqa: SLF001 - no public way
        made("pgNumType", start="1"), *_AFTER_NUMBERING
    )


def keep_whole(row: _Row) -> None:
    """Never break a row over two pages."""
    row._tr.get_or_add_trPr().append(made("cantSplit", val="true"))  # noqa: SLF001 - no public way


def margins(cell: _Cell, twentieths: int) -> None:
    """Set how far words keep from the left and right edge of a cell, in twentieths of a point."""
    sides = made("tcMar")
    for side in ("left", "right"):
        sides.append(made(side, w=str(twentieths), type="dxa"))
    cell._tc.get_or_add_tcPr().append(sides)  # noqa: SLF001 - no public way

"""A paper being written, from its first line to its last."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from handlers.paper import marks

if TYPE_CHECKING:
    from datetime import datetime

    from docx.section import Section
    from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY, SMALL = 14, 12
"""Sizes in points: of the text, and of tables and the like."""

CENTRE, LEFT, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)

WIDTH_MM, WIDTH_ACROSS_MM = 160, 257
"""What the margins leave of an A4 page, upright and across."""

_LONG_MM, _SHORT_MM = 297, 210
_TOP_MM, _BOTTOM_MM, _LEFT_MM, _RIGHT_MM, _SIDE_ACROSS_MM = 20, 20, 30, 20, 20
_NUMBER_MM = 10
_INDENT_MM = 12.7
_BLACK = RGBColor(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a paragraph, in their shape."""

    text: str
    bold: bool = False
    italic: bool = False


class Sheet:
    """A4, Times New Roman, the margins of the decree, page numbers at the top from the second page on."""

    def __init__(self, title: str, made_at: datetime) -> None:
        self.document = Document()
        self._shape_styles()
        self._shape_upright(self.document.sections[0])
        about = self.document.core_properties
        about.title, about.author, about.comments = title, "", ""
        about.created = about.modified = made_at.replace(tzinfo=None)
        about.language = "vi-VN"
        self.width_mm: float = WIDTH_MM

    def _shape_styles(self) -> None:
        styles = self.document.styles
        for name in ("Normal", "Heading 1", "Heading 2", "Header"):
            style = styles[name]
            style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(BODY), _BLACK
            marks.letters(style, FONT)
            shape = style.paragraph_format
            around = Pt(6 if name.startswith("Heading") else 0)
            shape.space_before, shape.space_after, shape.line_spacing = around, around, 1.0

    def _shape_upright(self, section: Section) -> None:
        section.page_width, section.page_height = Mm(_SHORT_MM), Mm(_LONG_MM)
        section.left_margin, section.right_margin = Mm(_LEFT_MM), Mm(_RIGHT_MM)
        self._shape(section)

    def _shape(self, section: Section) -> None:
        section.top_margin, section.bottom_margin = Mm(_TOP_MM), Mm(_BOTTOM_MM)
        section.header_distance = section.footer_distance = Mm(_NUMBER_MM)
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = False
        numbered = section.header.paragraphs[0]
        numbered.alignment = CENTRE
        marks.page_number(numbered.add_run())

    def turn_across(self) -> None:
        """Go on with pages that lie across, numbered from 1: the tables that go with the paper."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(_LONG_MM), Mm(_SHORT_MM)
        section.left_margin = section.right_margin = Mm(_SIDE_ACROSS_MM)
        self._shape(section)
        marks.number_afresh(section)
        self.width_mm = WIDTH_ACROSS_MM

    def heading(self, text: str, level: int) -> Paragraph:
        """Write a heading, which stays with what follows."""
        paragraph: Paragraph = self.document.add_heading("", level)
        paragraph.alignment = JUSTIFIED
        paragraph.paragraph_format.first_line_indent = Mm(_INDENT_MM)
        paragraph.add_run(text).bold = True
        return paragraph

    def says(self, *words: Words | str, keep: bool = False) -> Paragraph:
        """Write a paragraph of the text: justified, its first line indented; ``keep`` it with what follows."""
        paragraph = self.line(*words, align=JUSTIFIED, after=6)
        shape = paragraph.paragraph_format
        shape.first_line_indent, shape.line_spacing, shape.keep_with_next = Mm(_INDENT_MM), 1.1, keep
        return paragraph

    def line(
        self,
        *words: Words | str,
        size: float = BODY,
        align: WD_ALIGN_PARAGRAPH = CENTRE,
        before: float = 0,
        after: float = 0,
        keep: bool = False,
    ) -> Paragraph:
        """Write a line that stands by itself."""
        paragraph: Paragraph = self.document.add_paragraph()
        put(paragraph, *words, size=size, align=align, before=before, after=after)
        paragraph.paragraph_format.keep_with_next = keep
        return paragraph

    def content(self) -> bytes:
        """Return the file."""
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()


def put(
    paragraph: Paragraph,
    *words: Words | str,
    size: float = BODY,
    align: WD_ALIGN_PARAGRAPH = CENTRE,
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    """Put words into a paragraph that is there."""
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    for each in words:
        said = Words(each) if isinstance(each, str) else each
        run = paragraph.add_run(said.text)
        run.bold, run.italic, run.font.size = said.bold, said.italic, Pt(size)
    return paragraph

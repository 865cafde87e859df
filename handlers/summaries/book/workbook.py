"""The workbook put together: what it is, tables T1, T2, T3, T10 and the list of cases."""

from __future__ import annotations

import io
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from handlers.summaries.book import about, cases, causes, changes, review
from handlers.summaries.book.styles import make_styles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handlers.summaries.book.content import Area
    from store.listing import Case


def build(area: Area, listed: Iterable[Case] | None) -> bytes:
    """Write the workbook; the cases are read as they are written, None leaves their list out."""
    content = io.BytesIO()
    # Rows lie in files until the workbook is put together; they go with the folder, whatever happens.
    with TemporaryDirectory(prefix="chungtay-") as folder:
        book = Workbook(content, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"title": f"Biểu tổng hợp {area.place} {area.own.year}", "created": area.at})
        styles = make_styles(book)
        about.write(book, styles, area, listed=listed is not None)
        for table in (review, changes, causes):
            table.write(book, styles, area)
        if listed is not None:
            cases.write(book, styles, area, listed)
        book.close()
    return content.getvalue()

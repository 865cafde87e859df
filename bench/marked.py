"""The place in a document where a bench writes its figures: between two markers of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_between(path: Path, name: str, text: str) -> None:
    """Put a text between the markers ``<!-- NAME: begin -->`` and ``<!-- NAME: end -->`` of a file.

    Raises:
        SystemExit: the file does not have both.
    """
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, begun, rest = path.read_text(encoding="utf-8").partition(begin)
    _, ended, after = rest.partition(end)
    if not begun or not ended:
        raise SystemExit(f"{path} has no lines {begin.strip()} and {end.strip()}")
    path.write_text(f"{before}{begin}\n{text}\n\n{end}{after}", encoding="utf-8")

"""What the entries of a plan's file are made of."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from store.rules.text import Text


def _said(text: Text) -> Text:
    for words in (text.vi, text.en):
        if not words.strip():
            raise ValueError("both languages need words")
        if set(words) & set("<>&"):
            raise ValueError("write it without < > &, which messages reserve")
    return text


def _exact(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("write a number, such as 1.5, without quotes")  # noqa: TRY004 - pydantic collects ValueError
    return Decimal(value)


Words = Annotated[Text, AfterValidator(_said)]
"""Words in both languages, fit for a message."""

Number = Annotated[Decimal, BeforeValidator(_exact), Field(gt=0, le=100, decimal_places=2)]
"""A figure as the plan writes it, kept exact."""

Year = Annotated[int, Field(strict=True, ge=2000, le=2100)]
"""A year, written as a number."""

Day = Annotated[dt.date, Field(strict=True)]
"""A day, written as 2017-09-27."""

Flag = Annotated[bool, Field(strict=True)]
"""true or false."""

Clause = Annotated[str, Field(pattern=r"^[A-Z]{1,3}-[1-9][0-9]{0,2}$")]
"""Where in the plan a figure stands, by the tags of domain.md §6: A-2, B-10."""


class Entry(BaseModel):
    """One table of the file: nothing unknown in it, nothing changed after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Doubtful(Entry):
    """An entry that says which of its own keys still have to be checked against the source."""

    unverified: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _doubts_name_keys(self) -> Self:
        unknown = set(self.unverified) - (type(self).model_fields.keys() - {"unverified"})
        if unknown:
            raise ValueError(f"unverified: no such key: {', '.join(sorted(unknown))}")
        return self


class Basis(Entry):
    """A document the plan rests on, cited as such documents are."""

    text: Words
    clause: Clause | None = None


class PovertyStandard(Doubtful):
    """A standard the plan's rates are measured by, named by its first day in the file of standards.

    ``clause`` is missing where the plan itself does not name its standard.
    """

    first_day: Day
    text: Words
    clause: Clause | None = None


class Recipients(Entry):
    """Nơi nhận: who gets the plan, line by line as printed."""

    clause: Clause
    list: Annotated[tuple[Words, ...], Field(min_length=1)]

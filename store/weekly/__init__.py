"""The figures of a week, counted once a unit for everyone who reads them; the week itself is store/rules/weeks.py."""

from store.weekly.counting import count
from store.weekly.figures import Pending, Stage, WeekFigures, YearStanding
from store.weekly.keeping import before, forget, keep, latest, read, read_below
from store.weekly.readers import Reader, readers
from store.weekly.sendings import Sendings, choose, sendings

__all__ = [
    "Pending",
    "Reader",
    "Sendings",
    "Stage",
    "WeekFigures",
    "YearStanding",
    "before",
    "choose",
    "count",
    "forget",
    "keep",
    "latest",
    "read",
    "read_below",
    "readers",
    "sendings",
]

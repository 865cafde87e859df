"""Rounds (đợt báo cáo): opening, answering, putting off, and how each stands; the rules are store/rules/rounds.py."""

from store.rounds.answering import (
    AlreadyAnswered,
    Evidence,
    NotAsked,
    TooLateToTakeBack,
    answer,
    answer_of,
    check_answering,
    evidence,
    take_back,
)
from store.rounds.asked import (
    Late,
    Silent,
    heads_of,
    late,
    silent,
    silent_units,
)
from store.rounds.due import due_of, dues, extensions
from store.rounds.extending import check_extending, check_new_day, extend
from store.rounds.finding import Duty, closed_for, duties, get, rounds_for
from store.rounds.opening import check_due_day, check_title, open_ad_hoc, open_due_rounds
from store.rounds.standing import asks_right_below, figures, figures_below, recount, recount_all

__all__ = [
    "AlreadyAnswered",
    "Duty",
    "Evidence",
    "Late",
    "NotAsked",
    "Silent",
    "TooLateToTakeBack",
    "answer",
    "answer_of",
    "asks_right_below",
    "check_answering",
    "check_due_day",
    "check_extending",
    "check_new_day",
    "check_title",
    "closed_for",
    "due_of",
    "dues",
    "duties",
    "evidence",
    "extend",
    "extensions",
    "figures",
    "figures_below",
    "get",
    "heads_of",
    "late",
    "open_ad_hoc",
    "open_due_rounds",
    "recount",
    "recount_all",
    "rounds_for",
    "silent",
    "silent_units",
    "take_back",
]

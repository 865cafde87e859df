"""One question about one household that has left poverty, answered by one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.reply import Button, Reply, Rows
from handlers.tap import Tap
from store.rules.changes import FallReason
from store.rules.dates import show_date
from store.rules.sustained import Outlook
from store.rules.text import Text, join, same

if TYPE_CHECKING:
    from store.followups import Followed

PLACE = "td"
_QUESTION = Text(
    "🌱 <b>Theo dõi hộ thoát nghèo</b>{left}\n\n"
    "Hộ <b>{name}</b>{born} – {village}\n"
    "Được công nhận {change} ngày {day}, đến nay đủ {months} tháng.\n\n"
    "<b>Hiện nay hộ thế nào ạ?</b>",
    "🌱 <b>Households out of poverty</b>{left}\n\n"
    "Household of <b>{name}</b>{born} – {village}\n"
    "Recognised on {day}: {change}. That is {months} months ago.\n\n"
    "<b>How is the household doing now?</b>",
)
_BORN = Text(", sinh {year}", ", born {year}")
_LEFT = Text(" (còn {count} hộ)", " ({count} to go)")
_WHY = Text(
    "Hộ <b>{name}</b> khó khăn trở lại. <b>Vì lý do gì ạ?</b>",
    "The household of <b>{name}</b> has fallen back. <b>Why?</b>",
)
_NOTED = Text("✔️ Đã ghi: hộ {name} – {answer}.", "✔️ Noted: household of {name} – {answer}.")
_REASON = Text("{answer}, do {reason}", "{answer}, because: {reason}")
_DONE = Text("Cảm ơn anh/chị, như vậy là đủ ạ.", "Thank you, that is all.")
_BACK, _CHANGE = Text("‹ Quay lại", "‹ Back"), Text("✏️ Sửa hộ vừa ghi", "✏️ Change the last one")
_NEXT = Text("Hộ tiếp theo ›", "Next household ›")
_REPORT = Text("📝 Báo cáo hộ này", "📝 Report this household")


def question(each: Followed, left: int = 0) -> Text:
    """Ask how one household is doing; ``left`` more wait behind it."""
    household = each.household
    return _QUESTION.fill(
        left=_LEFT.fill(count=left + 1) if left else same(""),
        name=household.head_name,
        born=_BORN.fill(year=household.birth_year) if household.birth_year else same(""),
        village=each.village.name,
        change=each.report.change.text,
        day=show_date(each.exit_on),
        months=each.question.months,
    )


def answers(each: Followed) -> Rows:
    """Return the answers as buttons: the best one in a row of its own."""
    out, *worse = [Button(outlook.button, _tap("say", each, outlook.value)) for outlook in Outlook]
    return [[out], worse]


def asked(each: Followed, left: int = 0, note: Text | None = None, last: Followed | None = None) -> Reply:
    """Put a question; ``note`` says what was noted of the household before, ``last`` lets that be changed."""
    words = question(each, left)
    change = [[Button(_CHANGE, _tap("ask", last))]] if last else []
    return Reply(join([note, words], "\n\n") if note else words, [*answers(each), *change], in_place=True)


def reasons(each: Followed) -> Reply:
    """Ask why a household has fallen back."""
    buttons = [Button(reason.button, _tap("why", each, reason.value)) for reason in FallReason]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    words = _WHY.fill(name=each.household.head_name)
    return Reply(words, [*rows, [Button(_BACK, _tap("ask", each))]], in_place=True)


def done(each: Followed) -> Reply:
    """Say that nothing more waits for an answer."""
    change = [[Button(_CHANGE, _tap("ask", each))]]
    return Reply(join([noted(each), _DONE], "\n\n"), change, in_place=True)


def fallen(each: Followed, left: int) -> Reply:
    """Say that a household was noted as fallen back, above the report that begins; the others are a tap away."""
    rows = [[Button(_REPORT, _tap("report", each))], [Button(_CHANGE, _tap("ask", each))]]
    if left:
        rows.append([Button(_NEXT, Tap(PLACE, "next"))])
    return Reply(noted(each), rows, in_place=True)


def noted(each: Followed) -> Text:
    """Say what was noted of a household."""
    answer = each.question.answer.text if each.question.answer else same("")
    if each.question.reason is not None:
        answer = _REASON.fill(answer=answer, reason=each.question.reason.text)
    return _NOTED.fill(name=each.household.head_name, answer=answer)


def _tap(action: str, each: Followed, *values: str) -> Tap:
    return Tap(PLACE, action, (str(each.question.id), *values))

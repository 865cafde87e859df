"""The words of the annual report, part by part: each may be skipped now and written, or written anew, later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handlers.annual import page
from handlers.forms import engine, screens
from handlers.forms.form import Answer, Chosen, Filling, Form, Given, Prompt, Question, Typed
from store import narratives
from store.rules.narratives import Part, check_narrative
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, join, same
from store.rules.vietnamese import fold, readings
from store.tables import Unit

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene

_SKIP, _EMPTY, _REST, _KEEP = "skip", "empty", "rest", "keep"
_WRITTEN = "written"
"""The texts as they were last given, which going back through the parts does not lose."""
_SHOWN = 70
"""Characters of a part on the review page, beside eight others."""
_MOST_NAMES = 5

_ASK = Text("<b>{part}</b>\n{hint}\n{warning}", "<b>{part}</b>\n{hint}\n{warning}")
_HINTS = {
    Part.LEADERSHIP: Text(
        "Kế hoạch, văn bản đã ban hành; hội nghị, tuyên truyền, kiểm tra trong năm?",
        "Plans and documents issued; meetings, publicity, inspections of the year?",
    ),
    Part.RESOURCES: Text(
        "Đã huy động được gì: ngân sách, Quỹ “Vì người nghèo”, doanh nghiệp, cá nhân; tiền, hiện vật, ngày công?",
        "What was mobilised: budget, fund for the poor, firms, individuals; money, goods, days of work?",
    ),
    Part.GROUPS: Text(
        "Mặt trận, đoàn thể, doanh nghiệp, bà con trong thôn đã giúp hộ nghèo việc gì?",
        "What did the Front, organisations, firms and neighbours do for poor households?",
    ),
    Part.EXAMPLES: Text(
        "Tập thể, mô hình, cách làm hay nào nên nhân rộng?",
        "Which groups, models or ways of working deserve to be followed?",
    ),
    Part.AWARDS: Text(
        "Đã khen thưởng, hoặc đề nghị khen thưởng những tập thể, hình thức nào?",
        "Which awards were given or proposed, and to which groups?",
    ),
    Part.STRENGTHS: Text("Việc gì đã làm tốt trong năm?", "What went well this year?"),
    Part.DIFFICULTIES: Text(
        "Còn khó khăn, vướng mắc, hạn chế gì, và vì sao?",
        "Which difficulties and shortcomings are left, and why?",
    ),
    Part.DIRECTIONS: Text("Năm tới tập trung vào những việc gì?", "What will next year concentrate on?"),
    Part.PROPOSALS: Text(
        "Đơn vị kiến nghị, đề xuất gì với cấp trên?", "What does the office propose to the levels above?"
    ),
}
_WARNING = Text(
    "<i>Không ghi họ tên, bệnh tình, số giấy tờ hay số điện thoại của hộ.</i>",
    "<i>No names, illnesses, numbers of papers or telephones of households, please.</i>",
)
_SKIP_WORDS = Text("Bỏ qua", "Skip")
_EMPTY_WORDS = Text("Bỏ trống phần này", "Leave it empty")
_REST_WORDS = Text("Xem lại, lưu", "Review and save")
_KEEP_WORDS = Text("Giữ nguyên", "Keep it")
_WAYS = {_SKIP: _SKIP_WORDS, _EMPTY: _EMPTY_WORDS, _REST: _REST_WORDS, _KEEP: _KEEP_WORDS}
_NOW = Text("Đang ghi: {text}", "At present: {text}")
_LONGEST_WAY = 20
_TYPE = Text(
    "Nhờ anh/chị gõ nội dung, hoặc bấm một nút bên dưới ạ.", "Please type it, or press a button below."
)
_NOT_WRITTEN = Text("chưa nhập", "nothing yet")
_NAMED = Text(
    "⚠️ Nội dung có tên giống tên chủ hộ trong danh sách: <b>{names}</b>. Báo cáo không nêu tên hộ; "
    "nếu đúng là hộ đó, nhờ anh/chị viết lại, ví dụ “một hộ ở thôn …”.",
    "⚠️ A name in it is like that of a household's head on the list: <b>{names}</b>. The report names no "
    "household; if it is that one, please write it anew, such as “a household of village …”.",
)
_REVIEW = Text(
    "<b>Nội dung báo cáo năm {year} – {unit}</b>\nBấm một phần để viết hoặc sửa, xong thì bấm Lưu.\n",
    "<b>Words of the report {year} – {unit}</b>\nPress a part to write or change it, then Save.\n",
)
_LINE = Text("• <b>{part}</b>: {words}", "• <b>{part}</b>: {words}")
_SAVED = Text(
    "💾 Đã lưu nội dung. Sửa được đến hết năm {year}.", "💾 Saved. It can be changed until the end of {year}."
)


def begin(scene: Scene, unit: Unit, year: int) -> Replies:
    """Ask for the parts of a unit's report, or show what was written before.

    Raises:
        Refusal: the report is not the person's to write, or its year is over.
    """
    narratives.check_writing(scene.viewer, unit, year, scene.today)
    left = engine.unfinished(scene, NARRATIVE)
    if left is not None and (left.get("unit"), left.get("year")) == (unit.id, year):
        return engine.resume(left, in_place=True)
    before = narratives.written(scene.db, unit, year)
    answers = {"unit": unit.id, "year": year, "before": {part.value: text for part, text in before.items()}}
    if before:
        answers |= {part.value: before.get(part, "") for part in Part}
    return engine.start(scene, NARRATIVE, answers, in_place=True)


def _unit(filling: Filling) -> Unit:
    return filling.scene.db.get_one(Unit, filling.get("unit"))


def _ask(part: Part, filling: Filling) -> Prompt:
    words = _ASK.fill(part=part.text, hint=_HINTS[part], warning=_WARNING)
    if filling.get(part.value) is not None:
        return Prompt(words, [[filling.choose(_EMPTY, _EMPTY_WORDS)]])
    if written := _written(filling, part):
        ways = ((_KEEP, _KEEP_WORDS), (_EMPTY, _EMPTY_WORDS)), ((_REST, _REST_WORDS),)
        rows = [[filling.choose(way, label) for way, label in row] for row in ways]
        return Prompt(join([words, _NOW.fill(text=written)]), rows)
    return Prompt(words, [[filling.choose(_SKIP, _SKIP_WORDS), filling.choose(_REST, _REST_WORDS)]])


def _take(part: Part, filling: Filling, given: Given) -> Answer:
    way = _way(given)
    if way is None and isinstance(given, Typed):
        text = check_narrative(given.text)
        return Answer(text, _named(filling, text), also=_remembered(filling, part, text))
    if way is None:
        raise Refusal(_TYPE)
    if way == _REST:
        left = [other for other in Part if other.value not in filling.answers and other is not part]
        return Answer(
            filling.get(part.value) or _written(filling, part),
            also={other.value: _written(filling, other) for other in left},
        )
    text = "" if way == _EMPTY else _written(filling, part)
    return Answer(text, also=_remembered(filling, part, text))


def _written(filling: Filling, part: Part) -> str:
    """Return what was last given for a part, or is stored of it, whether its answer has been taken back or not."""
    texts: dict[str, str] = {**filling.get("before"), **(filling.get(_WRITTEN) or {})}
    return texts.get(part.value, "")


def _remembered(filling: Filling, part: Part, text: str) -> dict[str, dict[str, str]]:
    return {_WRITTEN: {**(filling.get(_WRITTEN) or {}), part.value: text}}


def _way(given: Given) -> str | None:
    """Return the button that was pressed, or whose very words were typed; None for anything else."""
    if isinstance(given, Chosen):
        return given.value if given.value in _WAYS else None
    keys = readings(given.text) if isinstance(given, Typed) and len(given.text) <= _LONGEST_WAY else ()
    return next((way for way, words in _WAYS.items() if {fold(words.vi), fold(words.en)} & {*keys}), None)


def _named(filling: Filling, text: str) -> Text | None:
    names = narratives.names_in(filling.scene.db, filling.scene.viewer, text)
    shown = [*names[:_MOST_NAMES], *(["…"] if len(names) > _MOST_NAMES else [])]
    return _NAMED.fill(names=", ".join(shown)) if names else None


def _show(part: Part, filling: Filling) -> Text:
    written = filling.get(part.value)
    return same(written) if written else _NOT_WRITTEN


def _review(filling: Filling) -> Prompt:
    heading = _REVIEW.fill(year=filling.get("year"), unit=_unit(filling).name)
    lines = [_LINE.fill(part=part.button, words=_short(filling, part)) for part in Part]
    named = _named(filling, "\n".join(filling.get(part.value) for part in Part))
    warned = [same(""), named] if named else []
    return Prompt(join([heading, *lines, *warned]), screens.changes(filling))


def _short(filling: Filling, part: Part) -> Text:
    written = " ".join(filling.get(part.value).split())
    if not written:
        return _NOT_WRITTEN
    return same(written if len(written) <= _SHOWN else f"{written[: _SHOWN - 1].rstrip()}…")


def _finish(filling: Filling) -> Replies:
    scene, unit, year = filling.scene, _unit(filling), filling.get("year")
    before = filling.get("before")
    changed = {
        part: filling.get(part.value)
        for part in Part
        if filling.get(part.value) != before.get(part.value, "")
    }
    narratives.write(scene.db, scene.viewer, unit, year, changed, now=scene.now, today=scene.today)
    return [page.page(scene, unit, year, note=_SAVED.fill(year=year))]


NARRATIVE = engine.enter(
    Form(
        name="narrative",
        version=1,
        act=Act.NARRATIVE_WRITE,
        title=Text("Nội dung báo cáo năm", "Words of the annual report"),
        subject=lambda filling: same(f"{_unit(filling).name}, {filling.get('year')}"),
        questions=[
            Question(
                name=part.value,
                title=part.button,
                ask=partial(_ask, part),
                take=partial(_take, part),
                show=partial(_show, part),
            )
            for part in Part
        ],
        review=_review,
        finish=_finish,
        send=Text("💾 Lưu", "💾 Save"),
    )
)

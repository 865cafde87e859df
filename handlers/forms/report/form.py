"""The two forms: a new report, and the correction of one. The same questions, each in its own draft."""

from __future__ import annotations

from handlers.forms import engine
from handlers.forms.form import Form
from handlers.forms.report import photos, sending
from handlers.forms.report.change import CAUSE, CHANGE, SIGNED
from handlers.forms.report.days import EVENT_ON, MEETING_ON
from handlers.forms.report.doubts import KEEP, KEEP_LACKING
from handlers.forms.report.household import HOUSEHOLD
from handlers.forms.report.lists import DEPRIVATIONS, SUPPORTS
from handlers.forms.report.living import INCOME, MEMBERS
from handlers.forms.report.review import review
from handlers.forms.report.told import told
from handlers.forms.report.unlisted import BORN, CLASS, NAME
from handlers.forms.report.village import VILLAGE
from store.rules.roles import Act
from store.rules.text import Text

QUESTIONS = (
    VILLAGE,
    HOUSEHOLD,
    NAME,
    BORN,
    CLASS,
    CHANGE,
    CAUSE,
    SIGNED,
    EVENT_ON,
    MEMBERS,
    INCOME,
    KEEP,
    DEPRIVATIONS,
    KEEP_LACKING,
    SUPPORTS,
    MEETING_ON,
    photos.PHOTOS,
)
"""In the order they are asked."""

REPORT = engine.enter(
    Form(
        name="report",
        version=1,
        act=Act.REPORT_CREATE,
        title=Text("Báo cáo hộ", "Report of a household"),
        subject=lambda filling: told(filling).subject(),
        questions=QUESTIONS,
        review=review,
        finish=sending.send,
        pictures=photos.keep,
    )
)

CORRECTION = engine.enter(
    Form(
        name="correction",
        version=1,
        act=Act.REPORT_CORRECT,
        title=Text("Sửa báo cáo", "Correction of a report"),
        subject=lambda filling: told(filling).subject(),
        questions=QUESTIONS,
        review=review,
        finish=sending.resend,
        send=Text("✅ Gửi lại", "✅ Send again"),
        pictures=photos.keep,
    )
)

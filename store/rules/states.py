"""The states of a report, as a village head reads them (domain.md §4.2)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(Worded):
    """Where a report stands: its name (domain.md §1, terms 19–21 and 30–36), and what happens next.

    DRAFT is the open form: it is not yet a report, and is never stored as one.
    """

    DRAFT = (
        "draft",
        Text("Bản nháp", "Draft"),
        Text("Nhờ anh/chị trả lời tiếp rồi bấm Gửi ạ.", "Please go on, then press Send."),
    )
    WAITING = (
        "waiting",
        Text("Chờ xác minh", "Waiting for verification"),
        Text(
            "Cán bộ xã sẽ xem và trả lời ngay tại đây. Lúc này anh/chị vẫn sửa hoặc rút được.",
            "The commune officer will look at it and answer here. You can still correct or withdraw it.",
        ),
    )
    RETURNED = (
        "returned",
        Text("Trả lại để bổ sung", "Returned for correction"),
        Text(
            "Nhờ anh/chị sửa theo lý do đã ghi rồi bấm Gửi lại ạ.",
            "Please correct it as the reason says, then press Send again.",
        ),
    )
    VERIFIED = (
        "verified",
        Text("Đã xác minh", "Verified"),
        Text(
            "Xã làm tiếp các bước để công nhận, anh/chị không cần làm gì thêm.",
            "The commune goes on towards recognition; you need not do anything more.",
        ),
    )
    POSTED = (
        "posted",
        Text("Đang niêm yết", "Publicly posted"),
        Text(
            "Danh sách đang được niêm yết công khai để bà con góp ý.",
            "The list is posted in public for people to comment.",
        ),
    )
    AWAITING_DECISION = (
        "awaiting_decision",
        Text("Chờ quyết định", "Waiting for the decision"),
        Text(
            "Hồ sơ đang chờ Chủ tịch UBND xã ký quyết định.",
            "The file waits for the commune chairman's decision.",
        ),
    )
    RECHECK = (
        "recheck",
        Text("Phúc tra", "Being re-verified"),
        Text(
            "Có ý kiến của bà con, xã đang kiểm tra lại rồi sẽ báo anh/chị.",
            "There were comments; the commune is checking again and will tell you.",
        ),
    )
    RECOGNISED = (
        "recognised",
        Text("Đã công nhận", "Recognised"),
        Text(
            "Việc đã xong. Danh sách hộ của thôn được cập nhật theo quyết định.",
            "All done. The village's list follows the decision.",
        ),
    )
    NOT_RECOGNISED = (
        "not_recognised",
        Text("Không công nhận", "Not recognised"),
        Text(
            "Khi hộ có thay đổi, anh/chị có thể gửi báo cáo mới.",
            "When things change, you can send a new report.",
        ),
    )
    WITHDRAWN = (
        "withdrawn",
        Text("Đã rút", "Withdrawn"),
        Text("Khi cần, anh/chị có thể gửi báo cáo mới.", "You can send a new report when needed."),
    )

    @property
    def icon(self) -> str:
        """One emoji, so that a list of reports is read at a glance."""
        return _ICONS[self]

    @property
    def next(self) -> Text:
        """What happens next, in one line for the village head."""
        return self.words[1]

    @property
    def button(self) -> Text:
        """The name of the state is short enough for a button."""
        return self.text


_ICONS: Mapping[State, str] = MappingProxyType(
    {
        State.DRAFT: "📝",
        State.WAITING: "⏳",
        State.RETURNED: "↩️",
        State.VERIFIED: "✅",
        State.POSTED: "📌",
        State.AWAITING_DECISION: "🖋️",
        State.RECHECK: "🔍",
        State.RECOGNISED: "🏅",
        State.NOT_RECOGNISED: "⛔",
        State.WITHDRAWN: "🗑️",
    }
)

OPEN_STATES = frozenset(
    {
        State.WAITING,
        State.RETURNED,
        State.VERIFIED,
        State.POSTED,
        State.AWAITING_DECISION,
        State.RECHECK,
    }
)
"""The states in which a report still waits for someone; a household has at most one such report."""

CLOSED_STATES = frozenset({State.RECOGNISED, State.NOT_RECOGNISED, State.WITHDRAWN})
"""The states that no report leaves again."""


def is_open(state: State) -> bool:
    """Whether a report in ``state`` keeps its household from being reported a second time."""
    return state in OPEN_STATES

"""The questions of /baocao in this bot's words, for the two plain bots: same texts, same buttons, same calls.

tests/bench compares them with what this bot says, so that every bot sends messages of the same length. What the
plain bots leave out (income against the line, permissions, going back, stopping and going on) is in their favour.
"""

from __future__ import annotations

from dataclasses import dataclass

Row = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the key of its answer, its words, and its buttons as rows of (label, value).

    ``typed`` is answered in writing, ``several`` by ticking and then Xong, everything else by one tap.
    """

    name: str
    text: str
    rows: tuple[Row, ...] = ()
    typed: bool = False
    several: bool = False


BACK = ("‹ Quay lại", "back")
CANCEL = ("Hủy", "cancel")
WAYS: Row = (BACK, CANCEL)
_WHO = "Hồ Văn Mẫu, 1970"


def _listed(*labels: str) -> tuple[Row, ...]:
    """Return numbered boxes to tick, two a row."""
    boxes = [(f"⬜ {number}. {label}", str(number)) for number, label in enumerate(labels, start=1)]
    return tuple(tuple(boxes[start : start + 2]) for start in range(0, len(boxes), 2))


QUESTIONS = (
    Question(
        "household",
        "<i>Bước 1/10</i>\n<b>Hộ nào có thay đổi ạ?</b>\n"
        "Bấm tên hộ, hoặc gõ tên chủ hộ (không dấu cũng được).",
        (
            (("1. Hồ Văn Mẫu · nghèo", "1"),),
            (("2. Nguyễn Thị Thử · nghèo", "2"),),
            (("3. Lê Văn Ví Dụ · cận nghèo", "3"),),
            (("➕ Hộ không có trong danh sách", "none"),),
            (CANCEL,),
        ),
    ),
    Question(
        "change",
        f"<i>Bước 2/10 · {_WHO}</i>\n<b>Hồ Văn Mẫu – hộ nghèo: nay thay đổi thế nào ạ?</b>\n"
        "1. <b>Thoát nghèo, còn cận nghèo</b>: Hết nghèo nhưng còn cận nghèo\n"
        "2. <b>Thoát nghèo hẳn</b>: Hết nghèo hẳn, vượt chuẩn cận nghèo\n"
        "3. <b>Giảm khác</b>: Ra khỏi danh sách vì lý do khác",
        (
            (("1. Thoát nghèo, còn cận nghèo", "near"),),
            (("2. Thoát nghèo hẳn", "out"),),
            (("3. Giảm khác", "other"),),
            WAYS,
        ),
    ),
    Question(
        "signed",
        f"<i>Bước 3/10 · {_WHO}</i>\n<b>Hộ đã ký giấy đề nghị công nhận (Mẫu số 04) chưa ạ?</b>",
        ((("Có, đã ký", "yes"), ("Chưa", "no")), WAYS),
    ),
    Question(
        "event_on",
        f"<i>Bước 4/10 · {_WHO}</i>\n<b>Hộ ký giấy đề nghị ngày nào ạ?</b>\n"
        "Bấm nút, hoặc gõ ngày, ví dụ 18/11.",
        ((("Hôm nay (20/11)", "0"), ("Hôm qua (19/11)", "1")), WAYS),
    ),
    Question(
        "members",
        f"<i>Bước 5/10 · {_WHO}</i>\n<b>Hộ có bao nhiêu người (nhân khẩu) ạ?</b>\n"
        "Danh sách ghi 4 người. Đúng thì bấm nút, khác thì gõ số.",
        ((("4 người", "4"),), WAYS),
    ),
    Question(
        "income",
        f"<i>Bước 6/10 · {_WHO}</i>\n<b>Tổng thu nhập một tháng của cả hộ là bao nhiêu ạ?</b>\n"
        "Tính tất cả 4 người. Gõ số tiền, ví dụ: 6.500.000 hoặc 6tr5.",
        (WAYS,),
        typed=True,
    ),
    Question(
        "deprivations",
        "Cả hộ 15.000.000 đồng một tháng, mỗi người <b>3.750.000 đồng</b>.\n"
        "Chuẩn nghèo nông thôn ngày 20/11/2026: 1.500.000 đồng/người. Trên chuẩn.\n\n"
        f"<i>Bước 7/10 · {_WHO}</i>\n<b>Hộ còn thiếu hụt những gì ạ?</b>\n"
        "Bấm từng mục còn thiếu, hết thì bấm Xong.\n"
        "1. việc làm\n2. người phụ thuộc trong hộ gia đình\n3. dinh dưỡng\n4. bảo hiểm y tế\n"
        "5. trình độ giáo dục của người lớn\n6. tình trạng đi học của trẻ em\n7. chất lượng nhà ở\n"
        "8. diện tích nhà ở bình quân đầu người\n9. nguồn nước sinh hoạt\n10. nhà tiêu hợp vệ sinh\n"
        "11. sử dụng dịch vụ viễn thông\n12. phương tiện phục vụ tiếp cận thông tin",
        (
            *_listed(
                "Việc làm",
                "Người phụ thuộc",
                "Dinh dưỡng",
                "Bảo hiểm y tế",
                "Học vấn người lớn",
                "Trẻ em đi học",
                "Chất lượng nhà ở",
                "Diện tích nhà ở",
                "Nguồn nước sinh hoạt",
                "Nhà tiêu hợp vệ sinh",
                "Dịch vụ viễn thông",
                "Phương tiện thông tin",
            ),
            (("Không còn thiếu hụt", "done"),),
            WAYS,
        ),
        several=True,
    ),
    Question(
        "supports",
        f"<i>Bước 8/10 · {_WHO}</i>\n<b>Hộ đã được hỗ trợ chính những gì ạ?</b>\n"
        "Bấm từng mục, hết thì bấm Xong.",
        (
            *_listed(
                "Vay vốn NHCSXH",
                "Mô hình sinh kế",
                "Cây, con giống",
                "Vốn quay vòng",
                "Nhà ở",
                "Đào tạo nghề",
                "Việc làm",
                "Làm việc nước ngoài",
                "BHYT, y tế",
                "Giáo dục, học phí",
                "Nước sạch, vệ sinh",
                "Thông tin",
                "Quỹ Vì người nghèo",
                "Hộ khác, đoàn thể giúp",
                "Khác",
            ),
            (("Xong", "done"),),
            WAYS,
        ),
        several=True,
    ),
    Question(
        "meeting_on",
        f"<i>Bước 9/10 · {_WHO}</i>\n<b>Thôn họp dân về hộ này ngày nào ạ?</b>\n"
        "Bấm nút, hoặc gõ ngày, ví dụ 18/11.",
        ((("Hôm nay (20/11)", "0"), ("Hôm qua (19/11)", "1")), (("Chưa họp", "none"),), WAYS),
    ),
    Question(
        "photos",
        f"<i>Bước 10/10 · {_WHO}</i>\n<b>Nhờ anh/chị chụp ảnh giấy tờ (giấy đề nghị, biên bản họp) rồi gửi "
        "vào đây, tối đa 5 ảnh.</b>\n⚠️ Không gửi ảnh căn cước, giấy tờ khám bệnh.",
        ((("Bỏ qua", "none"),), WAYS),
    ),
)

TITLES = (
    "Hộ",
    "Thay đổi",
    "Giấy đề nghị",
    "Ngày",
    "Nhân khẩu",
    "Thu nhập",
    "Thiếu hụt",
    "Hỗ trợ",
    "Họp dân",
    "Ảnh giấy tờ",
)
REVIEW_ROWS: tuple[Row, ...] = (
    (("✅ Gửi", "send"),),
    *(tuple((title, f"edit {title}") for title in TITLES[start : start + 2]) for start in range(0, 10, 2)),
    WAYS,
)
RECEIPT_ROWS: tuple[Row, ...] = ((("📄 Xem báo cáo", "look"),), (("📝 Báo cáo hộ khác", "more"),))


def review_text(answers: dict[str, str]) -> str:
    """Write the page that shows every answer once more."""
    return (
        "<b>Xem lại trước khi gửi</b>\n\n"
        f"Hộ <b>Hồ Văn Mẫu</b> ({answers['household']}), sinh 1970 · Thôn Mẫu Một\n"
        "Trước thay đổi: hộ nghèo\n"
        f"Thay đổi: thoát nghèo, vượt chuẩn cận nghèo ({answers['change']})\n"
        f"Giấy đề nghị (Mẫu số 04): {answers['signed']}, ngày {answers['event_on']}\n"
        f"Nhân khẩu: {answers['members']}\n"
        f"Thu nhập cả hộ một tháng: {answers['income']}, mỗi người 3.750.000 đồng "
        "(chuẩn nghèo nông thôn 1.500.000 đồng)\n"
        f"Chỉ số còn thiếu hụt: {answers['deprivations'] or 'không'}\n"
        f"Đã được hỗ trợ: {answers['supports'] or 'không'}\n"
        f"Họp dân: {answers['meeting_on']}\n"
        f"Ảnh giấy tờ: {answers['photos']}\n\n"
        "Đúng rồi thì bấm Gửi. Muốn sửa câu nào, bấm nút của câu đó ạ."
    )


def receipt_text(number: int) -> str:
    """Say that the report has arrived, with its code."""
    return (
        "✅ <b>Đã gửi báo cáo.</b>\nHộ <b>Hồ Văn Mẫu</b>, sinh 1970\n\n"
        f"Mã báo cáo: <b>CT-{number:06}</b>\nĐọc qua điện thoại: xê tê, không không không không\n\n"
        "Tình trạng: ⏳ <b>Chờ xác minh</b>\n"
        "Cán bộ xã sẽ xem và trả lời ngay tại đây. Lúc này anh/chị vẫn sửa hoặc rút được."
    )

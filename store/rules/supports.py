"""The kinds of support a household may have received."""

from __future__ import annotations

from store.rules.text import Text
from store.rules.worded import Worded


class Support(Worded):
    """A kind of support (domain.md §5, “Support types”: from both plans and the province's report set)."""

    CREDIT = (
        "credit",
        Text("vay vốn Ngân hàng Chính sách xã hội", "loan of the Bank for Social Policies"),
        Text("Vay vốn NHCSXH", "Policy bank loan"),
    )
    MODEL = (
        "model",
        Text("mô hình sinh kế, mô hình giảm nghèo", "livelihood or poverty-reduction model"),
        Text("Mô hình sinh kế", "Livelihood model"),
    )
    FARMING = (
        "farming",
        Text("hỗ trợ sản xuất (cây, con giống)", "support for production (seedlings, breeding stock)"),
        Text("Cây, con giống", "Seedlings, livestock"),
    )
    FUND = (
        "fund",
        Text("vốn quay vòng cộng đồng", "revolving community fund"),
        Text("Vốn quay vòng", "Revolving fund"),
    )
    HOUSING = "housing", Text("hỗ trợ nhà ở", "support for housing"), Text("Nhà ở", "Housing")
    TRAINING = "training", Text("đào tạo nghề", "vocational training"), Text("Đào tạo nghề", "Training")
    WORK = "work", Text("giải quyết việc làm", "help to find work"), Text("Việc làm", "Work")
    WORK_ABROAD = (
        "work_abroad",
        Text("đi làm việc ở nước ngoài theo hợp đồng", "contract work abroad"),
        Text("Làm việc nước ngoài", "Work abroad"),
    )
    HEALTH = (
        "health",
        Text("bảo hiểm y tế, y tế", "health insurance, health care"),
        Text("BHYT, y tế", "Health insurance"),
    )
    EDUCATION = (
        "education",
        Text("giáo dục (miễn, giảm học phí)", "education (school fees waived or reduced)"),
        Text("Giáo dục, học phí", "Education, school fees"),
    )
    WATER = (
        "water",
        Text("nước sạch, vệ sinh", "clean water, sanitation"),
        Text("Nước sạch, vệ sinh", "Water, sanitation"),
    )
    INFORMATION = "information", Text("thông tin", "information"), Text("Thông tin", "Information")
    CHARITY = (
        "charity",
        Text("Quỹ “Vì người nghèo”", "Fund “For the poor”"),
        Text("Quỹ Vì người nghèo", "Fund for the poor"),
    )
    NEIGHBOURS = (
        "neighbours",
        Text(
            "giúp đỡ của hộ khác, doanh nghiệp, đoàn thể", "help of other households, firms or associations"
        ),
        Text("Hộ khác, đoàn thể giúp", "Neighbours, groups"),
    )
    OTHER = "other", Text("hỗ trợ khác", "other support"), Text("Khác", "Other")

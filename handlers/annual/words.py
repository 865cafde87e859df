"""The sentences and figures of the annual report. In Vietnamese alone, as the paper is (handlers/paper)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handlers.annual.naming import whole
from store.rules.dates import show_date
from store.rules.flows import Flow
from store.rules.money import show_points, show_rate
from store.rules.numbers import show_count
from store.rules.rounds import RoundFigures
from store.rules.states import State
from store.rules.sustained import Lasting
from store.rules.targets import Achievement, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from handlers.annual.content import Annual
    from handlers.progress.results import Result
    from store.figures import Standing, YearFigures
    from store.tallies import Count

NOTHING_WRITTEN = "Đơn vị chưa nhập nội dung phần này."
UNKNOWN = "–"
"""What stands in a table where a figure is not known, or says nothing."""


def rate(value: Decimal | None) -> str:
    """Show a rate, or that it is not known."""
    return UNKNOWN if value is None else show_rate(value)


def households(count: int) -> str:
    """Show a number of households."""
    return f"{show_count(count)} hộ"


def preliminary(annual: Annual) -> str:
    """Say what all figures of the report are (domain.md §0, fact 3)."""
    return f"Số liệu sơ bộ tính đến ngày {show_date(annual.day)}."


def standing(annual: Annual) -> Iterator[str]:
    """Say how the two lists stood at the beginning and the end of the year."""
    figures = annual.own.figures
    area = whole(figures.unit.name, figures.unit.level.text.vi)
    total = figures.total.households
    counted = f" trong tổng số {households(total)}" if total else ""
    yield f"Đầu kỳ (ngày {show_date(figures.opened)}), {area} có {_lists(figures.start, figures)}{counted}."
    yield f"Đến ngày {show_date(figures.closed)}, {area} có {_lists(figures.end, figures)}. {fallen(figures)}"


def _lists(lists: Standing, figures: YearFigures) -> str:
    poor = _list("hộ nghèo", lists.poor, figures)
    near = _list("hộ cận nghèo", lists.near, figures)
    return f"{poor}; {near}"


def _list(name: str, count: Count, figures: YearFigures) -> str:
    total = figures.total.households
    share = f", chiếm {show_rate(count.households * 100 / total)}" if total else ""
    return f"{show_count(count.households)} {name} với {show_count(count.people)} nhân khẩu{share}"


def fallen(figures: YearFigures) -> str:
    """Say how the list and the rate have changed within the year."""
    done, points = figures.done, figures.points
    if done == 0:
        return "Số hộ nghèo không thay đổi so với đầu kỳ."
    way = "giảm" if done > 0 else "tăng"
    change = f"So với đầu kỳ {way} {show_count(abs(done))} hộ nghèo"
    return f"{change}." if points is None else f"{change}, tỷ lệ hộ nghèo {way} {show_points(abs(points))}."


def flows(annual: Annual) -> str:
    """Say how many households went off and came onto the lists."""
    count = {flow: annual.own.figures.flow(flow).households for flow in Flow}
    full, near = count[Flow.EXIT_POOR_FULL], count[Flow.EXIT_POOR_TO_NEAR]
    left = (
        f"Trong kỳ có {households(full + near)} thoát nghèo, gồm {households(full)} vượt chuẩn cận nghèo và "
        f"{households(near)} trở thành hộ cận nghèo; {households(count[Flow.EXIT_NEAR])} thoát cận nghèo."
    )
    came = (
        f"Có {households(count[Flow.RELAPSE_POOR])} tái nghèo, {households(count[Flow.RELAPSE_NEAR])} tái cận nghèo; "
        f"{show_count(count[Flow.NEW_POOR])} hộ nghèo và {show_count(count[Flow.NEW_NEAR])} hộ cận nghèo "
        f"phát sinh mới; {households(count[Flow.NEAR_TO_POOR])} cận nghèo trở thành hộ nghèo."
    )
    return f"{left} {came}"


def waiting(annual: Annual) -> str | None:
    """Say what is reported and not recognised yet, and so not counted; None where nothing is."""
    open_ones: Counter[State] = Counter()
    for (state, _), number in annual.own.figures.waiting.items():
        open_ones[state] += number
    if not open_ones:
        return None
    parts = [f"{show_count(open_ones[state])} {state.text.vi.lower()}" for state in State if open_ones[state]]
    total = show_count(open_ones.total())
    return (
        f"Ngoài số liệu trên còn {total} báo cáo chưa có quyết định công nhận, chưa tính vào kết quả: "
        f"{'; '.join(parts)}."
    )


def lasting(annual: Annual) -> str | None:
    """Say how many exits are sustained and what became of the others (clause B-45); None where it is not told."""
    if annual.lasting is None:
        return None
    counts, years = annual.lasting.counts, annual.lasting.years
    if not any(counts.values()):
        return (
            "Chưa có trường hợp thoát nghèo, thoát cận nghèo nào được công nhận qua báo cáo của thôn "
            "để theo dõi thoát nghèo bền vững."
        )
    told = "; ".join(f"{show_count(counts[each])} trường hợp {words}" for each, words in _LASTED.items())
    return (
        "Trong các trường hợp thoát nghèo, thoát cận nghèo được công nhận qua báo cáo của thôn từ trước đến nay: "
        f"{told}. "
        f"Bền vững là đủ {years} năm từ ngày công nhận mà không tái nghèo, tái cận nghèo, trừ trường hợp bất khả kháng."
    )


_LASTED = {
    Lasting.SUSTAINED: "đã thoát nghèo bền vững",
    Lasting.FOLLOWED: "đang theo dõi",
    Lasting.AT_RISK: "có nguy cơ tái nghèo",
    Lasting.RELAPSED: "đã tái nghèo, tái cận nghèo",
}


def target(result: Result, year: int) -> Iterator[str]:
    """Say what was to be reached, who set it, and what is done."""
    if result.target is None:
        yield f"Năm {year} đơn vị chưa được giao chỉ tiêu giảm nghèo, kế hoạch cũng không nêu chỉ tiêu cho địa bàn này."
        return
    said = f"Chỉ tiêu năm {year}: {result.target.text.vi} ({result.target.source.text.vi})"
    done = result.progress
    if done is None:
        yield f"{said}. {result.untold.vi if result.untold else ''}".rstrip()
        return
    counted = f", tương ứng {households(done.needed)}" if result.target.measure is Measure.POINTS else ""
    limited = " (bằng toàn bộ số hộ nghèo đầu kỳ)" if done.limited else ""
    yield f"{said}{counted}{limited}. {_done(result)}"


def _done(result: Result) -> str:
    done = result.progress
    if done is None:
        return ""
    way, number = ("giảm", done.done) if done.done >= 0 else ("tăng", -done.done)
    share = f", bằng {done.percent}% chỉ tiêu" if done.percent is not None and done.done >= 0 else ""
    points = f", tương ứng {show_points(abs(done.points))}" if done.points else ""
    return f"Kết quả: {way} {households(number)}{points}{share} – {done.achievement.text.vi.lower()}."


def reached(annual: Annual) -> str | None:
    """Say how many of the units below have reached their targets; None where none has a target."""
    stood = annual.reached()
    if not any(stood.values()):
        return None
    told = "; ".join(
        f"{number} đơn vị {_STOOD[achievement]}" for achievement, number in stood.items() if number
    )
    without = len(annual.below) - sum(stood.values())
    rest = f"; {without} đơn vị không có chỉ tiêu hoặc chưa so sánh được" if without else ""
    return f"Trong {len(annual.below)} đơn vị: {told}{rest}."


_STOOD = {
    Achievement.NOT_REACHED: "chưa đạt chỉ tiêu",
    Achievement.REACHED: "đạt chỉ tiêu",
    Achievement.EXCEEDED: "vượt chỉ tiêu",
}


def discipline(annual: Annual) -> str | None:
    """Say how the rounds of the year were answered (clauses B-28, B-33); None where there was none."""
    if not annual.rounds:
        return None
    summed = sum(annual.rounds, RoundFigures(0, 0, 0))
    return (
        f"Chế độ báo cáo: trong kỳ có {len(annual.rounds)} đợt đến hạn, phải nộp {show_count(summed.expected)} lượt; "
        f"đã nộp {show_count(summed.received)} lượt ({rate(summed.rate)}), "
        f"đúng hạn {show_count(summed.on_time)} lượt ({rate(summed.on_time_rate)})."
    )


def supports(annual: Annual) -> str:
    """Say what support those who left the lists had had."""
    if not annual.exits:
        return "Trong kỳ chưa có hộ thoát nghèo, thoát cận nghèo nào được công nhận qua báo cáo của thôn."
    if not annual.supports:
        return (
            f"Báo cáo của {households(annual.exits)} thoát nghèo, thoát cận nghèo được công nhận trong kỳ "
            "không ghi hình thức hỗ trợ."
        )
    told = "; ".join(
        f"{kind.text.vi} ({households(number)})"
        for kind, number in sorted(annual.supports.items(), key=lambda each: -each[1])
    )
    return (
        f"Theo báo cáo của thôn, {households(annual.exits)} thoát nghèo, thoát cận nghèo được công nhận trong kỳ "
        f"đã được hỗ trợ (một hộ có thể được nhiều hình thức): {told}."
    )


def care(annual: Annual) -> str:
    """Say what was objected to and refused: recognition without complaint is a criterion (clauses B-36, B-42)."""
    if not (annual.care.objected or annual.care.refused):
        return "Trong kỳ không có báo cáo nào phải phúc tra do có ý kiến khi niêm yết, hoặc không được công nhận."
    return (
        f"Trong kỳ có {show_count(annual.care.objected)} báo cáo có ý kiến khi niêm yết, phải phúc tra; "
        f"{show_count(annual.care.refused)} báo cáo không được công nhận, có ghi lý do."
    )


def next_year(annual: Annual) -> Iterator[str]:
    """Say what is set for the year after, and that nothing is compared across two standards."""
    year = annual.year + 1
    if annual.next_series is not None:
        first = show_date(annual.next_series.first_day)
        yield (
            f"Từ ngày {first} áp dụng {annual.next_series.text.vi}; số liệu bắt đầu chuỗi mới, không so sánh với "
            "số liệu của báo cáo này."
        )
    if annual.next_target is None:
        yield f"Chưa có chỉ tiêu giảm nghèo năm {year}."
    else:
        source = annual.next_target.source.text.vi
        yield f"Chỉ tiêu giảm nghèo năm {year}: {annual.next_target.text.vi} ({source})."

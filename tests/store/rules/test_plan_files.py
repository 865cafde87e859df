"""What is said of a plan's file that is wrong: file, line and key."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.rules.plans import PlansError, load_plan, load_plans
from store.rules.plans.lines import Lines
from store.rules.plans.loading import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("le-thuy-2017-2020", "quang-nam-2016-2020", "vi-du-2026-2030")
TEXTS = {name: (SHIPPED / f"{name}.toml").read_text(encoding="utf-8") for name in NAMES}
QUANG_NAM, EXAMPLE = TEXTS["quang-nam-2016-2020"], TEXTS["vi-du-2026-2030"]


def line_of(text: str, wanted: str) -> int:
    assert text.count(wanted) == 1, wanted
    return text[: text.index(wanted)].count("\n") + 1


def refused(folder: Path, text: str | bytes) -> str:
    path = folder / "own.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(PlansError) as fault:
        load_plan(path)
    return str(fault.value)


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ("least = 5\n", 'least = "5"\n', "reduction.2.least", "write a number, such as 1.5, without quotes"),
        ("least = 5\n", "least = true\n", "reduction.2.least", "write a number"),
        ("least = 5\n", "least = 0\n", "reduction.2.least", "greater than 0"),
        ("least = 5\n", "least = nan\n", "reduction.2.least", "finite number"),
        ("least = 5\n", "least = 1.125\n", "reduction.2.least", "2 decimal places"),
        ("least = 7\n", "leest = 7\n", "reduction.3.leest", "not permitted"),
        ('areas = ["mountain"]', 'areas = ["montain"]', "reduction.2.areas.0", "'mountain'"),
        ("rate = 11.13", "rate = 111.3", "baseline.rate", "less than or equal to 100"),
        ('number = "5201/KH-UBND"', "number = 5201", "number", "valid string"),
        ("issued = 2017-09-27", 'issued = "27/9/2017"', "issued", "date"),
        ("last_year = 2020", "last_year = 2015", "last_year", "lies before first_year"),
        ('clause = "B-7"', 'clause = "B7"', "ceiling.0.clause", "pattern"),
        ('clause = "B-7"', 'clause = "A-7"', "ceiling.0.clause", "is of another plan than B-63"),
        ("base_year = 2015", "base_year = 2014.5", "income.0.base_year", "valid integer"),
        ("years = 3", "years = 0", "sustained_exit.years", "greater than 0"),
        ('vi = "CPVP"', 'vi = " "', "recipients.list.8", "both languages need words"),
        ('vi = "CPVP"', 'vi = "R&D"', "recipients.list.8", "without < > &"),
        ('vi = "CPVP"', 'v = "CPVP"', "recipients.list.8.vi", "required"),
    ],
)
def test_a_wrong_entry_is_named_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, key: str, why: str
) -> None:
    told = refused(tmp_path, QUANG_NAM.replace(old, new)).splitlines()
    (line,) = (one for one in told if why in one)
    assert line.startswith(f"own.toml, line {line_of(QUANG_NAM, old)}: {key}: ")


@pytest.mark.parametrize(
    ("old", "new", "table", "key", "why"),
    [
        ('clause = "B-6"\n', "", 'clause = "B-5"', "reduction.3.clause", "required"),
        ("times = 1.5\n", "", 'clause = "B-10"', "income.0.times", "required"),
        ("none = true\n", "", 'clause = "B-7"', "ceiling.0", "give either under or none"),
        (
            "under = 7\n",
            "under = 7\nnone = true\n",
            'clause = "B-9"',
            "ceiling.2",
            "give either under or none",
        ),
        ("most = 2.5\n", "most = 1.5\n", 'clause = "B-3"\nleast', "reduction.0", "most: has to lie above"),
        ("day = 2021-06-11\n", "day = 2020-06-11\n", 'clause = "B-55"', "milestone.1", "outside year"),
        ("base_year = 2015\n", "base_year = 2020\n", 'clause = "B-10"', "income.0", "come after base_year"),
        ("rate = 11.13\n", 'rate = 11.13\nunverified = ["rates"]\n', None, "baseline", "no such key: rates"),
    ],
)
def test_what_is_missing_or_at_odds_is_named_with_the_line_of_its_table(  # noqa: PLR0917 - a table of cases
    tmp_path: Path, old: str, new: str, table: str | None, key: str, why: str
) -> None:
    assert QUANG_NAM.count(old) == 1
    told = refused(tmp_path, QUANG_NAM.replace(old, new)).splitlines()
    (line,) = (one for one in told if why in one)
    header = line_of(QUANG_NAM, "[baseline]") if table is None else line_of(QUANG_NAM, table) - 1
    if key == "reduction.3.clause":
        header = line_of(QUANG_NAM, "poor = true") - 3
    assert line.startswith(f"own.toml, line {header}: {key}: ")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("poor = true\n", 'areas = ["mountain"]\n', "reduction.3: holds for the same places and years as"),
        (
            'areas = ["mountain", "midland"]',
            'areas = ["plain"]',
            "ceiling.2: holds for the same places and years",
        ),
        ('code = "annual_report"', 'code = "monthly"', "deadline: one needs code = 'annual_report'"),
        ("first_day = 2016-01-01", "first_day = 2022-01-01", "standard: 2016 is measured by the standard of"),
        ("first_day = 2016-01-01", "first_day = 2022-01-01", "standard.0.first_day: no year of the plan"),
        ("first_year = 2016", "first_year = 2014", "standard: no poverty standard is known for 2014"),
        ("base_year = 2015\nyear = 2020", "base_year = 2015\nyear = 2021", "income.0.year: lies outside"),
        ('areas = ["urban"]\nyear = 2020', 'areas = ["urban"]\nyear = 2021', "ceiling.0.year: lies outside"),
        (
            'areas = ["plain"]\nleast',
            'areas = ["plain"]\nlast_year = 2021\nleast',
            "reduction.1.last_year: lies",
        ),
        ('places = ["49"]', 'places = ["49", "49"]', "places: a code stands there twice"),
        ('name = { vi = "Kế', 'name = { vi = "VÍ DỤ: Kế', "name: begins with VÍ DỤ and EXAMPLE"),
        (
            'name = { vi = "Kế',
            'example = true\nname = { vi = "Kế',
            "name: begins with VÍ DỤ and EXAMPLE",
        ),
        ("last_year = 2020\n", "", "last_year: Field required"),
    ],
)
def test_entries_that_do_not_go_together_are_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in QUANG_NAM
    assert told in refused(tmp_path, QUANG_NAM.replace(old, new, 1))


def test_a_deadline_given_twice_or_on_no_day_of_the_calendar_is_refused(tmp_path: Path) -> None:
    text = TEXTS["le-thuy-2017-2020"]
    start = text.index("[[deadline]]")
    deadline = text[start : text.index("\n\n", start)]
    assert "deadline.1.code: stands there twice" in refused(tmp_path, text + "\n" + deadline)
    told = refused(tmp_path, text.replace("day = 15, month = 11", "day = 29, month = 2"))
    line = line_of(text, "before = ")
    assert told == f"own.toml, line {line}: deadline.0.before: day is out of range for month"


def test_a_deadline_may_have_a_ladder_of_its_own_and_a_senseless_one_is_refused(tmp_path: Path) -> None:
    before = "before = { day = 15, month = 11 }"
    own = EXAMPLE.replace(before, before + "\nladder = { before = [10, 2], escalate_after = 5 }")
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    ladder = load_plan(tmp_path / "own.toml").annual_report.ladder
    assert ladder is not None
    assert (ladder.before, ladder.overdue_every, ladder.escalate_after) == ((10, 2), 2, 5)
    told = refused(tmp_path, own.replace("[10, 2]", "[2, 10]"))
    line = line_of(own, "ladder = ")
    assert told.startswith(
        f"own.toml, line {line}: deadline.0.ladder: before: write each number of days once"
    )


def test_a_reduction_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    text = EXAMPLE.replace("first_year = 2027", "first_year = 2027\nlast_year = 2026")
    assert "last_year: lies before first_year" in refused(tmp_path, text)


def test_every_fault_of_a_file_is_told_at_once_in_the_order_of_its_lines(tmp_path: Path) -> None:
    changed = QUANG_NAM.replace("least = 7", "leest = 7").replace("rate = 11.13", "rate = 0")
    told = refused(tmp_path, changed).splitlines()
    lines = [int(one.split("line ")[1].split(":")[0]) for one in told]
    assert [one.split(": ")[1] for one in told] == ["baseline.rate", "reduction.3.least", "reduction.3.leest"]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ("rate = 11.13", "rate = 11,13", "rate", "Expected newline or end of document after a statement"),
        ("rate = 11.13", "rate 11.13", "rate 11.13", "Expected '=' after a key in a key/value pair"),
        ("years = 3", "clause = 3", "clause", "Cannot overwrite a value"),
    ],
)
def test_what_is_no_toml_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, key: str, why: str
) -> None:
    told = refused(tmp_path, QUANG_NAM.replace(old, new))
    assert told == f"own.toml, line {line_of(QUANG_NAM, old)}: {key}: {why}"


def test_a_list_that_is_never_closed_is_told_at_the_end_of_the_file(tmp_path: Path) -> None:
    told = refused(tmp_path, QUANG_NAM.rstrip().removesuffix("]").rstrip())
    line = line_of(QUANG_NAM, "Lưu: VT")
    assert told == f'own.toml, line {line}: {{ vi = "Lưu: VT, TH, KTTH, KTN, KG-VX, N: Invalid value'


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, QUANG_NAM.encode("utf-16")).startswith("own.toml: not UTF-8")


def test_an_empty_file_lacks_everything_from_its_first_line_on(tmp_path: Path) -> None:
    assert refused(tmp_path, "").splitlines()[0].startswith("own.toml, line 1: ")


def test_a_byte_order_mark_as_windows_writes_it_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(QUANG_NAM, encoding="utf-8-sig")
    assert load_plan(path).number == "5201/KH-UBND"


def test_two_plans_for_the_same_place_and_year_are_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(QUANG_NAM, encoding="utf-8")
    with pytest.raises(PlansError, match=r"one\.toml and two\.toml: both are for the same place and year"):
        load_plans(tmp_path)


def test_two_plans_for_everywhere_may_follow_each_other_but_not_overlap(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "two.toml").write_text(QUANG_NAM.replace('places = ["49"]', ""), encoding="utf-8")
    assert set(load_plans(tmp_path, examples=True).by_file) == {"one", "two"}
    (tmp_path / "two.toml").write_text(EXAMPLE, encoding="utf-8")
    with pytest.raises(PlansError, match="both are for the same place"):
        load_plans(tmp_path, examples=True)


TRICKY = '''# name = "not this one"
name = "a # [b] = c"
long = """
[[table]]
key = 1
"""
list = [
  "one", # ]
  { vi = "[x]", en = "key = 2" },

  "three",
]
[[table]]
key = 3
[[table]]
inner.deep = { a = 1, b = [2, 3] }
"key" = 4
[table.below]
key = 5
[[table.more]]
[[table.more]]
key = 6
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("long",), 3),
        (("list",), 7),
        (("list", 0), 8),
        (("list", 1, "en"), 9),
        (("list", 2), 11),
        (("list", 3), 7),
        (("table", 0), 13),
        (("table", 0, "key"), 14),
        (("table", 0, "nothing"), 13),
        (("table", 1), 15),
        (("table", 1, "inner", "deep", "b", 1), 16),
        (("table", 1, "key"), 17),
        (("table", 1, "below", "key"), 19),
        (("table", 1, "more", 0), 20),
        (("table", 1, "more", 1), 21),
        (("table", 1, "more", 1, "key"), 22),
        (("nothing",), 1),
        ((), 1),
    ],
)
def test_an_entry_is_found_on_its_line_whatever_stands_in_texts_and_comments(
    path: tuple[str | int, ...], line: int
) -> None:
    assert Lines(TRICKY).of(path) == line


LINES = {name: Lines(text) for name, text in TEXTS.items()}


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_every_key_of_the_shipped_plans_is_found_on_a_line_that_spells_it(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    document = tomllib.loads(TEXTS[name])
    table = data.draw(st.sampled_from(sorted(key for key in document if isinstance(document[key], list))))
    if table == "places":
        return
    number = data.draw(st.integers(0, len(document[table]) - 1))
    key = data.draw(st.sampled_from(sorted(document[table][number])))
    line = TEXTS[name].splitlines()[LINES[name].of((table, number, key)) - 1]
    assert line.startswith(f"{key} = ")

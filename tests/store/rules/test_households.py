from __future__ import annotations

from store.rules.causes import Cause
from store.rules.households import ON_THE_LIST, HouseholdClass
from store.rules.supports import Support


def test_the_three_classes_bear_the_words_of_the_glossary() -> None:
    assert [kind.text.vi for kind in HouseholdClass] == ["hộ nghèo", "hộ cận nghèo", "hộ không nghèo"]


def test_a_class_is_stored_as_its_code_and_read_back() -> None:
    assert [HouseholdClass(str(kind)) for kind in HouseholdClass] == list(HouseholdClass)
    assert HouseholdClass("near_poor") is HouseholdClass.NEAR_POOR


def test_the_list_holds_the_poor_and_the_near_poor_only() -> None:
    assert {HouseholdClass.POOR, HouseholdClass.NEAR_POOR} == ON_THE_LIST


def test_there_are_eight_causes_and_fifteen_supports_as_in_the_official_tables() -> None:
    assert (len(Cause), len(Support)) == (8, 15)


def test_every_cause_and_support_fits_a_button_in_both_languages() -> None:
    for entry in [*Cause, *Support]:
        for words in (entry.text.vi, entry.text.en, entry.button.vi, entry.button.en):
            assert words == words.strip() != ""
        assert len(entry.button.vi) <= 28
        assert len(entry.button.en) <= 28


def test_no_two_buttons_of_a_list_read_the_same() -> None:
    for entries in (list(Cause), list(Support)):
        for language in ("vi", "en"):
            words = [getattr(entry.button, language) for entry in entries]
            assert len(set(words)) == len(words)

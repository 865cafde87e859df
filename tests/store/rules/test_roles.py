from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.levels import Level
from store.rules.roles import BOUND_TO, ROLE_ACTS, Act, Role, invitable, may, may_invite, roles_that_may

HEAD, OFFICER, VIEWER, ADMIN = Role.VILLAGE_HEAD, Role.COMMUNE_OFFICER, Role.VIEWER, Role.ADMINISTRATOR

# The table once more, turned round: for each act, the roles that may do it.
TABLE = {
    Act.HELP: {HEAD, OFFICER, VIEWER, ADMIN},
    Act.LANGUAGE_SET: {HEAD, OFFICER, VIEWER, ADMIN},
    Act.UNIT_READ: {HEAD, OFFICER, VIEWER, ADMIN},
    Act.UNIT_IMPORT: {ADMIN},
    Act.HOUSEHOLD_READ: {HEAD, OFFICER},
    Act.HOUSEHOLD_NAMES: {HEAD, OFFICER},
    Act.REPORT_READ: {HEAD, OFFICER, VIEWER, ADMIN},
    Act.REPORT_CREATE: {HEAD},
    Act.REPORT_CORRECT: {HEAD},
    Act.REPORT_WITHDRAW: {HEAD},
    Act.REPORT_VERIFY: {OFFICER},
    Act.REPORT_POST: {OFFICER},
    Act.REPORT_RECOGNISE: {OFFICER},
    Act.INVITE_VILLAGE_HEAD: {OFFICER, ADMIN},
    Act.INVITE_COMMUNE_OFFICER: {ADMIN},
    Act.INVITE_VIEWER: {ADMIN},
    Act.INVITE_ADMINISTRATOR: {ADMIN},
    Act.PERSON_DISMISS: {OFFICER, ADMIN},
    Act.EXPORT_MAKE: {OFFICER, VIEWER, ADMIN},
    Act.NARRATIVE_WRITE: {OFFICER, ADMIN},
    Act.TARGET_SET: {OFFICER, ADMIN},
    Act.ROUND_OPEN: {OFFICER, ADMIN},
    Act.ROUND_READ: {OFFICER, VIEWER, ADMIN},
    Act.ROUND_ANSWER: {HEAD, OFFICER},
    Act.NOTICE_SEND: {OFFICER, ADMIN},
    Act.REMINDER_PAUSE: {OFFICER, ADMIN},
    Act.SUMMARY_TIME_SET: {OFFICER, ADMIN},
    Act.FAULT_READ: {ADMIN},
}


def test_every_role_has_its_row_and_every_act_its_column() -> None:
    assert set(ROLE_ACTS) == set(BOUND_TO) == set(Role)
    assert set(TABLE) == set(Act)


@pytest.mark.parametrize(("role", "act"), list(product(Role, Act)))
def test_the_whole_table_of_roles_and_acts_holds(role: Role, act: Act) -> None:
    assert may(role, act) is (role in TABLE[act])
    assert roles_that_may(act) == TABLE[act]


def test_names_of_households_are_for_the_village_head_and_the_commune_officer_alone() -> None:
    assert roles_that_may(Act.HOUSEHOLD_NAMES) == roles_that_may(Act.HOUSEHOLD_READ) == {HEAD, OFFICER}


def test_no_role_may_both_report_and_verify() -> None:
    assert not roles_that_may(Act.REPORT_CREATE) & roles_that_may(Act.REPORT_VERIFY)


def test_a_village_head_is_bound_to_a_village_and_an_officer_to_a_commune() -> None:
    assert BOUND_TO[HEAD] == {Level.VILLAGE}
    assert BOUND_TO[OFFICER] == {Level.COMMUNE}
    assert BOUND_TO[VIEWER] == set(Level) - {Level.VILLAGE}
    assert BOUND_TO[ADMIN] == set(Level)


def test_an_officer_invites_village_heads_and_nobody_else() -> None:
    assert invitable(OFFICER) == {HEAD: {Level.VILLAGE}}


def test_an_administrator_invites_every_role_where_it_belongs() -> None:
    assert invitable(ADMIN) == BOUND_TO


@given(st.sampled_from([HEAD, VIEWER]), st.sampled_from(Role), st.sampled_from(Level))
def test_village_heads_and_viewers_invite_nobody(role: Role, invited: Role, level: Level) -> None:
    assert not may_invite(role, invited, level)


@given(st.sampled_from(Role), st.sampled_from(Role), st.sampled_from(Level))
def test_nobody_is_invited_to_a_level_the_role_does_not_belong_to(
    role: Role, invited: Role, level: Level
) -> None:
    if may_invite(role, invited, level):
        assert level in BOUND_TO[invited]
        assert invited in invitable(role)


@given(st.sampled_from(Level), st.sampled_from(Level))
def test_levels_run_from_the_country_down(one: Level, other: Level) -> None:
    assert one.is_above(other) + other.is_above(one) + (one is other) == 1
    assert one is Level.COUNTRY or Level.COUNTRY.is_above(one)
    assert one is Level.VILLAGE or one.is_above(Level.VILLAGE)


def test_roles_and_levels_bear_the_words_of_the_glossary() -> None:
    assert HEAD.text.vi == "trưởng thôn"
    assert OFFICER.text.vi == "cán bộ phụ trách giảm nghèo"
    assert [level.text.vi for level in Level] == ["cả nước", "tỉnh", "huyện", "xã", "thôn"]
    assert all(entry.text.en and len(entry.button.vi) <= 28 for entry in [*Role, *Level])

"""The settings, and the sentence for each that cannot be used."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.parts import configure, read_plans
from bot.settings import LogLevel, Settings, read_settings
from bot.unstartable import Unstartable
from handlers.scene import CONTACT
from store.rules.plans import SHIPPED, shipped_plans


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without ``.env`` and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)


def test_without_any_setting_the_bot_talks_to_telegram_and_keeps_a_file() -> None:
    settings = read_settings()
    assert settings.api_url == "https://api.telegram.org"
    assert settings.database_url.get_secret_value() == "sqlite:///data/chungtay.db"
    assert str(settings.timezone) == "Asia/Ho_Chi_Minh"
    assert settings.token.get_secret_value() == ""


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CHUNGTAY_LOG_LEVEL=debug\nTELEGRAM_BOT_TOKEN=1:file\nOTHER=x\n")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:environment")
    settings = read_settings()
    assert settings.log_level is LogLevel.DEBUG
    assert settings.token.get_secret_value() == "1:environment"


def test_an_address_needs_no_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", "http://localhost:8081/")
    assert read_settings().api_url == "http://localhost:8081"


def test_an_empty_proxy_is_none_and_levels_may_be_written_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_PROXY_URL", "")
    monkeypatch.setenv("CHUNGTAY_LOG_LEVEL", "WARNING")
    settings = read_settings()
    assert settings.proxy_url is None
    assert settings.log_level is LogLevel.WARNING


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_PROXY_URL", "socks5://name:secret@host:1080"),
        ("DATABASE_URL", "mysql://name:secret@host/db"),
        ("CHUNGTAY_TIMEZONE", "Hanoi"),
        ("CHUNGTAY_LOG_LEVEL", "loud"),
        ("CHUNGTAY_TRACKS_POSTING", "perhaps"),
        ("CHUNGTAY_POSTING_DAYS", "0"),
        ("CHUNGTAY_INVITATION_DAYS", "x"),
        ("CHUNGTAY_CROWDED_PERCENT", "101"),
        ("CHUNGTAY_CONTACT", "x" * 201),
        ("CHUNGTAY_VERIFY_DAYS", "0"),
        ("CHUNGTAY_DECISION_DAYS", "fifteen"),
        ("CHUNGTAY_DECISION_WORKING_DAYS", "perhaps"),
        ("CHUNGTAY_FORM_MINUTES", "601"),
        ("CHUNGTAY_PLANS", "not/there"),
        ("CHUNGTAY_EXAMPLE_PLAN", "perhaps"),
        ("CHUNGTAY_MESSAGES_PER_SECOND", "0"),
        ("CHUNGTAY_MESSAGES_PER_SECOND", "many"),
    ],
)
def test_a_wrong_setting_is_named_in_both_languages_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Unstartable) as raised:
        read_settings()
    for words in (raised.value.text.vi, raised.value.text.en):
        assert name in words
        assert "secret" not in words
    assert raised.value.__context__ is None


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:geheim")
    monkeypatch.setenv("DATABASE_URL", "postgresql://name:geheim@host/db")
    monkeypatch.setenv("TELEGRAM_PROXY_URL", "http://name:geheim@host:3128")
    assert "geheim" not in repr(read_settings())


def test_every_setting_stands_in_the_operations_page_with_its_default() -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    for field in Settings.model_fields.values():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        default = str(default).lower() if isinstance(default, bool) else default
        shown = f"`{default}`" if default not in {None, ""} else "–"
        assert f"| `{field.validation_alias}` | {shown} | {field.description} |" in page


def test_what_a_place_sets_reaches_the_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("CONTACT", "chị Mẫu, 0912 345 678"),
        ("TRACKS_POSTING", "true"),
        ("POSTING_DAYS", "5"),
        ("VERIFY_DAYS", "2"),
        ("DECISION_DAYS", "10"),
        ("DECISION_WORKING_DAYS", "true"),
        ("FORM_MINUTES", "5"),
    ):
        monkeypatch.setenv(f"CHUNGTAY_{name}", value)
    config = configure(read_settings(), shipped_plans(), "a_bot")
    assert config.contact.vi == "chị Mẫu, 0912 345 678"
    assert (config.tracks_posting, config.posting_days, config.bot_name) == (True, 5, "a_bot")
    assert (config.verify_days, config.decision_days, config.decision_working_days) == (2, 10, True)
    assert config.form_rests == timedelta(minutes=5)


def test_an_empty_contact_means_the_commune_officer() -> None:
    assert configure(read_settings(), shipped_plans(), "a_bot").contact is CONTACT


# --- the plans ---


def test_the_plans_are_those_that_come_with_the_program_and_the_example_on_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHUNGTAY_PLANS", "")
    assert set(read_plans(read_settings()).by_file) == {"le-thuy-2017-2020", "quang-nam-2016-2020"}
    monkeypatch.setenv("CHUNGTAY_EXAMPLE_PLAN", "true")
    assert "vi-du-2026-2030" in read_plans(read_settings()).by_file


def test_plans_of_ones_own_join_them_and_take_the_place_of_one_of_the_same_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = (SHIPPED / "le-thuy-2017-2020.toml").read_text(encoding="utf-8")
    (tmp_path / "le-thuy-2017-2020.toml").write_text(text.replace("least = 1.5\n", "least = 1.75\n"), "utf-8")
    monkeypatch.setenv("CHUNGTAY_PLANS", str(tmp_path))
    plans = read_plans(read_settings())
    assert set(plans.by_file) == {"le-thuy-2017-2020", "quang-nam-2016-2020"}
    assert plans.by_file["le-thuy-2017-2020"].reduction[0].least == Decimal("1.75")


def test_a_wrong_plan_stops_the_start_and_is_named_with_file_line_and_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "own.toml").write_text("name = 3\n", "utf-8")
    monkeypatch.setenv("CHUNGTAY_PLANS", str(tmp_path))
    with pytest.raises(Unstartable) as raised:
        read_plans(read_settings())
    assert "own.toml, line 1: name" in raised.value.text.vi

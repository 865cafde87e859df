"""The settings, and the one reader of the environment."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.unstartable import Unstartable
from store.rules.text import Text


class LogLevel(StrEnum):
    """How much is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Settings(BaseSettings):
    """Everything that may differ between two installations; docs/operations.md lists it from here."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    token: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="TELEGRAM_BOT_TOKEN",
        description="The bot's token, as @BotFather gave it. Needed by `chungtay run`.",
    )
    api_url: str = Field(
        default="https://api.telegram.org",
        validation_alias="TELEGRAM_API_URL",
        description="Where the Bot API is: Telegram's own server, or one run by yourself.",
    )
    proxy_url: SecretStr | None = Field(
        default=None,
        validation_alias="TELEGRAM_PROXY_URL",
        description="An HTTP proxy on the way to Telegram, such as http://user:password@proxy.example:3128.",
    )
    database_url: SecretStr = Field(
        default=SecretStr("sqlite:///data/chungtay.db"),
        validation_alias="DATABASE_URL",
        description="The database: sqlite:///a/file.db, or postgresql://user:password@host/name.",
    )
    timezone: ZoneInfo = Field(
        default=ZoneInfo("Asia/Ho_Chi_Minh"),
        validation_alias="CHUNGTAY_TIMEZONE",
        description="The time zone of dates, deadlines and quiet hours.",
    )
    log_level: LogLevel = Field(
        default=LogLevel.INFO,
        validation_alias="CHUNGTAY_LOG_LEVEL",
        description="How much is logged: debug, info, warning or error. Never names, texts or phone numbers.",
    )
    messages_per_second: int = Field(
        default=30,
        ge=1,
        le=1000,
        validation_alias="CHUNGTAY_MESSAGES_PER_SECOND",
        description="The most messages that leave in a second. Telegram allows a bot about 30.",
    )

    contact: str = Field(
        default="",
        max_length=200,
        validation_alias="CHUNGTAY_CONTACT",
        description="Whom someone unknown is told to ask, say a name and a phone number; empty: the commune officer.",
    )
    invitation_days: int = Field(
        default=7,
        ge=1,
        le=90,
        validation_alias="CHUNGTAY_INVITATION_DAYS",
        description="How many days an invitation link can be used.",
    )
    tracks_posting: bool = Field(
        default=False,
        validation_alias="CHUNGTAY_TRACKS_POSTING",
        description="Whether the public posting is recorded before a decision: true or false.",
    )
    posting_days: int = Field(
        default=3,
        ge=1,
        le=60,
        validation_alias="CHUNGTAY_POSTING_DAYS",
        description="How many days a posting lasts at least. The figure of the law is unverified: please check it.",
    )
    crowded_percent: int = Field(
        default=30,
        ge=1,
        le=100,
        validation_alias="CHUNGTAY_CROWDED_PERCENT",
        description="From what share of a village's list in one month officers are asked to look twice, in percent.",
    )
    verify_days: int = Field(
        default=3,
        ge=1,
        le=30,
        validation_alias="CHUNGTAY_VERIFY_DAYS",
        description="After how many working days officers are reminded of a report that waits for verification.",
    )
    decision_days: int = Field(
        default=15,
        ge=1,
        le=60,
        validation_alias="CHUNGTAY_DECISION_DAYS",
        description="How many days a regular review has for its decision. QĐ 24/2021 says 15; please check it.",
    )
    decision_working_days: bool = Field(
        default=False,
        validation_alias="CHUNGTAY_DECISION_WORKING_DAYS",
        description="Whether those days are working days; sources differ: true or false.",
    )
    form_minutes: int = Field(
        default=30,
        ge=1,
        le=600,
        validation_alias="CHUNGTAY_FORM_MINUTES",
        description="For how many minutes after an answer somebody in the middle of a form is not reminded.",
    )
    plans: Path | None = Field(
        default=None,
        validation_alias="CHUNGTAY_PLANS",
        description="A folder with plans of your own (docs/plans.md); they join those that come with the program.",
    )
    example_plan: bool = Field(
        default=False,
        validation_alias="CHUNGTAY_EXAMPLE_PLAN",
        description="Whether the invented example plan of 2026-2030 holds too, as in the demo: true or false.",
    )

    @field_validator("proxy_url", "plans", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("api_url")
    @classmethod
    def _http_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("no http(s) address")
        return value.rstrip("/")

    @field_validator("proxy_url")
    @classmethod
    def _http_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("http://", "https://")):
            raise ValueError("no http(s) proxy")
        return value

    @field_validator("plans")
    @classmethod
    def _existing_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("no folder")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(("sqlite:///", "postgres://", "postgresql")):
            raise ValueError("an unknown database")
        return value


_EXPECTED = {
    "TELEGRAM_API_URL": Text(
        "địa chỉ bắt đầu bằng http:// hoặc https://", "an address that begins with http:// or https://"
    ),
    "TELEGRAM_PROXY_URL": Text(
        "địa chỉ proxy HTTP, như http://máy-chủ:3128 (không dùng được SOCKS)",
        "the address of an HTTP proxy, such as http://host:3128 (SOCKS does not work)",
    ),
    "DATABASE_URL": Text("sqlite:///tệp.db hoặc postgresql://…", "sqlite:///file.db or postgresql://…"),
    "CHUNGTAY_TIMEZONE": Text(
        "tên múi giờ, như Asia/Ho_Chi_Minh", "the name of a time zone, such as Asia/Ho_Chi_Minh"
    ),
    "CHUNGTAY_LOG_LEVEL": Text("debug, info, warning hoặc error", "debug, info, warning or error"),
    "CHUNGTAY_MESSAGES_PER_SECOND": Text("số nguyên từ 1 đến 1000", "a whole number from 1 to 1000"),
    "CHUNGTAY_CONTACT": Text("tối đa 200 ký tự", "at most 200 characters"),
    "CHUNGTAY_INVITATION_DAYS": Text("số ngày từ 1 đến 90", "a number of days from 1 to 90"),
    "CHUNGTAY_TRACKS_POSTING": Text("true hoặc false", "true or false"),
    "CHUNGTAY_POSTING_DAYS": Text("số ngày từ 1 đến 60", "a number of days from 1 to 60"),
    "CHUNGTAY_CROWDED_PERCENT": Text("số phần trăm từ 1 đến 100", "a percentage from 1 to 100"),
    "CHUNGTAY_VERIFY_DAYS": Text("số ngày từ 1 đến 30", "a number of days from 1 to 30"),
    "CHUNGTAY_DECISION_DAYS": Text("số ngày từ 1 đến 60", "a number of days from 1 to 60"),
    "CHUNGTAY_DECISION_WORKING_DAYS": Text("true hoặc false", "true or false"),
    "CHUNGTAY_FORM_MINUTES": Text("số phút từ 1 đến 600", "a number of minutes from 1 to 600"),
    "CHUNGTAY_PLANS": Text("tên một thư mục có sẵn", "the name of a folder that exists"),
    "CHUNGTAY_EXAMPLE_PLAN": Text("true hoặc false", "true or false"),
}
_WRONG = Text(
    "Cài đặt {name} chưa đúng, xin đặt lại thành {expected} (trong môi trường hoặc tệp .env).",
    "The setting {name} is not right; please set it to {expected} (in the environment or in .env).",
)


def read_settings() -> Settings:
    """Read the environment and ``.env``.

    Raises:
        Unstartable: a value cannot be used; the sentence names the setting, never its value.
    """
    try:
        return Settings()
    except ValidationError as fault:
        name = str(fault.errors(include_input=False, include_context=False)[0]["loc"][0])
    raise Unstartable(_WRONG.fill(name=name, expected=_EXPECTED[name]))

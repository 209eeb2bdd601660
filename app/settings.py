"""What an operator may set: environment variables named MAGPIE_..., or the same lines in a file `.env`."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import (
    AliasChoices,
    AnyUrl,
    Field,
    FilePath,
    PositiveFloat,
    PositiveInt,
    RedisDsn,
    Secret,
    SecretStr,
    UrlConstraints,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "MAGPIE_"
EMULATOR = "FIREBASE_AUTH_EMULATOR_HOST"

SmtpUrl = Annotated[AnyUrl, UrlConstraints(allowed_schemes=["smtp", "smtps"], host_required=True)]
BASE_URL = r"^https?://[^\s/?#]+(/[^\s?#]*[^\s/?#])?$"
MAILBOX = r"^([^<>@\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$"
PHONE_OR_SERVICE = r"^(\+[1-9][0-9]{6,14}|MG[0-9a-f]{32}|[A-Za-z0-9 ]{1,11})$"
"""A number in E.164, a messaging service, or a name for countries that show one."""


class WrongSettings(Exception):
    """The settings do not allow a start. `lines` says, one line each, which one is wrong and what to do."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(BaseSettings):
    """All settings; `.env.example` documents each. Times in seconds, sizes in bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    mode: Literal["development", "production"] = "production"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    data_dir: Path = Path(".magpie")
    programme: str = "demo"

    mongodb_uri: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("mongodb_uri", "MAGPIE_MONGODB_URI", "MONGODB_URI")
    )
    mongodb_database: str | None = None
    redis_url: Secret[RedisDsn] | None = None
    metrics_port: Annotated[int, Field(ge=1, le=65535)] | None = None

    master_key: SecretStr | None = None
    firebase_project: str | None = None
    firebase_credentials: FilePath | None = None
    firebase_endpoint: str | None = None
    push_quota_per_minute: PositiveInt = 600_000
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()

    public_url: str | None = Field(default=None, pattern=BASE_URL)
    link_secret: SecretStr | None = Field(default=None, min_length=43)

    smtp_url: Secret[SmtpUrl] | None = None
    email_from: str | None = Field(default=None, pattern=MAILBOX)
    email_reply_to: str | None = Field(default=None, pattern=MAILBOX)

    sms_account: str | None = Field(default=None, pattern="^AC[0-9a-f]{32}$")
    sms_token: SecretStr | None = None
    sms_from: str | None = Field(default=None, pattern=PHONE_OR_SERVICE)
    sms_url: str = Field(default="https://api.twilio.com", pattern=BASE_URL)

    playground: bool | None = None
    playground_dir: Path | None = None
    introspection: bool | None = None
    trusted_documents_only: bool = False

    max_body_bytes: PositiveInt = 262_144
    deadline_s: PositiveFloat = 10.0
    cost_capacity: Annotated[int, Field(ge=1_000)] = 10_000
    cost_restore_per_s: PositiveInt = 500
    streams_per_caller: PositiveInt = 10

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "console"] | None = None
    otel_endpoint: str | None = None

    @property
    def development(self) -> bool:
        """Whether this is a developer's machine: development tokens, the embedded MongoDB and the movable clock."""
        return self.mode == "development"

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def read_settings(env_file: Path = Path(".env"), **given: Any) -> Settings:
    """The settings of this process: what is `given` on the command line, else the environment, else the file.

    Raises `WrongSettings` with every mistake at once: unknown names, unfit values, and what production forbids.
    """
    names = {**dotenv_values(env_file), **os.environ}
    unknown = [_unknown(name) for name in sorted(names) if name.startswith(PREFIX) and name not in _known_names()]
    try:
        settings = Settings(_env_file=env_file, **given)
    except ValidationError as error:
        raise WrongSettings(unknown + [_misfit(detail) for detail in error.errors()]) from None
    lines = unknown + forbidden_in_production(settings, emulator=bool(names.get(EMULATOR))) + half_set(settings)
    if lines:
        raise WrongSettings(lines)
    return settings


def forbidden_in_production(settings: Settings, *, emulator: bool) -> list[str]:
    """What must be mended before these settings may serve real members, one line each; nothing in development."""
    if settings.development:
        return []
    checks = {
        f"{EMULATOR}: the emulator's tokens are unsigned; unset it in production.": emulator,
        "MAGPIE_FIREBASE_PROJECT: production needs the Firebase project whose members may sign in.": (
            not settings.firebase_project
        ),
        "MAGPIE_MASTER_KEY: production needs the key that personal data is kept under; `magpie keys new` makes one.": (
            settings.master_key is None
        ),
        "MAGPIE_FIREBASE_ENDPOINT: it is for tests; unset it in production, where messages go to Google.": (
            settings.firebase_endpoint is not None
        ),
        "MAGPIE_ALLOWED_ORIGINS: '*' would let any page act for a member; name the origins.": (
            any("*" in origin for origin in settings.allowed_origins)
        ),
        "MAGPIE_PROGRAMME: production needs a programme of its own; the demo is for looking around.": (
            "programme" not in settings.model_fields_set
        ),
        "MONGODB_URI: production needs its own MongoDB (a replica set); for development set MAGPIE_MODE=development.": (
            settings.mongodb_uri is None
        ),
    }
    return [line for line, wrong in checks.items() if wrong]


def half_set(settings: Settings) -> list[str]:
    """What is missing beside what is set, one line each: no channel works by halves."""
    email, sms = settings.smtp_url is not None, settings.sms_account is not None
    real_email = email and not settings.development
    checks = {
        "MAGPIE_EMAIL_FROM: e-mail needs a sender, for example `Our Shop <news@shop.example>`.": (
            email and not settings.email_from
        ),
        "MAGPIE_PUBLIC_URL: letters need the https address of this server, to unsubscribe at.": (
            real_email and not (settings.public_url or "").startswith("https:")
        ),
        "MAGPIE_LINK_SECRET: letters need a secret that signs their links, at least 43 random characters.": (
            real_email and not settings.link_secret
        ),
        "MAGPIE_SMS_TOKEN: the SMS gateway needs the account's token.": sms and not settings.sms_token,
        "MAGPIE_SMS_FROM: the SMS gateway needs a number, or a messaging service, to send from.": (
            sms and not settings.sms_from
        ),
        "MAGPIE_SMS_ACCOUNT: a token or a sender is set, and no account to use it with.": (
            not sms and (settings.sms_token is not None or settings.sms_from is not None)
        ),
    }
    return [line for line, wrong in checks.items() if wrong]


def _known_names() -> set[str]:
    return {PREFIX + field.upper() for field in Settings.model_fields}


def _unknown(name: str) -> str:
    return f"{name}: there is no such setting; .env.example lists them all."


def _misfit(detail: Any) -> str:
    # The value itself is left out: it may be a secret.
    field = str(detail["loc"][0]).upper().removeprefix(PREFIX)
    return f"{field if field == 'MONGODB_URI' else PREFIX + field}: {detail['msg']}."

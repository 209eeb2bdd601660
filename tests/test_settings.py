import os
from pathlib import Path

import pytest

from app.settings import EMULATOR, PREFIX, Settings, WrongSettings, read_settings

PRODUCTION = {
    "MAGPIE_MODE": "production",
    "MAGPIE_FIREBASE_PROJECT": "our-app",
    "MAGPIE_MASTER_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "MAGPIE_PROGRAMME": "our-programme.yaml",
    "MONGODB_URI": "mongodb://db.example/?replicaSet=rs0",
}
NO_FILE = Path("/nonexistent/.env")


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*os.environ, EMULATOR, "MONGODB_URI"):
        if name.startswith(PREFIX) or name in (EMULATOR, "MONGODB_URI"):
            monkeypatch.delenv(name, raising=False)


def lines_for(monkeypatch: pytest.MonkeyPatch, **variables: str) -> list[str]:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as wrong:
        read_settings(NO_FILE)
    return wrong.value.lines


def test_development_needs_nothing_but_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGPIE_MODE", "development")
    settings = read_settings(NO_FILE)
    assert settings.development
    assert settings.mongodb_uri is None


def test_the_mode_is_production_unless_development_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = lines_for(monkeypatch)
    names = [line.split(":")[0] for line in lines]
    assert names == ["MAGPIE_FIREBASE_PROJECT", "MAGPIE_MASTER_KEY", "MAGPIE_PROGRAMME", "MONGODB_URI"]


def test_production_starts_with_a_project_and_a_mongodb(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    assert not read_settings(NO_FILE).development


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FIREBASE_AUTH_EMULATOR_HOST", "localhost:9099"),
        ("MAGPIE_FIREBASE_ENDPOINT", "https://fcm.example"),
        ("MAGPIE_FIREBASE_CREDENTIALS", "/nonexistent/key.json"),
        ("MAGPIE_FIREBASE_PROJECT", ""),
        ("MAGPIE_MASTER_KEY", ""),
        ("MAGPIE_PROGRAMME", ""),
        ("MAGPIE_ALLOWED_ORIGINS", "https://app.example, *"),
        ("MAGPIE_ALLOWED_ORIGINS", "https://*"),
        ("MONGODB_URI", ""),
    ],
)
def test_production_refuses_to_start_with_one_line_about(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    lines = lines_for(monkeypatch, **{**PRODUCTION, name: value})
    assert [line.split(":")[0] for line in lines] == [name]


def test_development_may_use_what_production_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGPIE_MODE", "development")
    monkeypatch.setenv("MAGPIE_ALLOWED_ORIGINS", "*")
    assert read_settings(NO_FILE).allowed_origins == ("*",)


def test_all_mistakes_are_told_at_once_and_no_value_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = lines_for(monkeypatch, MAGPIE_PORT="secret", MAGPIE_MODE="staging", MAGPIE_PROT="8000")
    assert [line.split(":")[0] for line in lines] == ["MAGPIE_PROT", "MAGPIE_MODE", "MAGPIE_PORT"]
    assert all("\n" not in line for line in lines)
    assert "secret" not in "".join(lines)


def test_the_mongodb_uri_may_carry_the_prefix_and_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name.replace("MONGODB_URI", "MAGPIE_MONGODB_URI"), value)
    settings = read_settings(NO_FILE)
    assert settings.mongodb_uri is not None
    assert settings.mongodb_uri.get_secret_value() == PRODUCTION["MONGODB_URI"]
    assert "db.example" not in repr(settings)


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MAGPIE_MODE=development\nMAGPIE_PORT=1111\nMAGPIE_HOST=0.0.0.0\nOTHER=1\n")
    monkeypatch.setenv("MAGPIE_PORT", "2222")
    settings = read_settings(tmp_path / ".env")
    assert (settings.port, settings.host, settings.mode) == (2222, "0.0.0.0", "development")


def test_the_emulator_is_refused_from_the_file_too(tmp_path: Path) -> None:
    written = "".join(f"{name}={value}\n" for name, value in PRODUCTION.items())
    (tmp_path / ".env").write_text(f"{written}{EMULATOR}=localhost:9099\n")
    with pytest.raises(WrongSettings, match=EMULATOR):
        read_settings(tmp_path / ".env")


def test_every_setting_is_documented_in_the_example_file_and_nothing_else_is() -> None:
    text = (Path(__file__).parents[1] / ".env.example").read_text()
    documented = {
        line.lstrip("# ").split("=")[0] for line in text.splitlines() if "=" in line.split(" ")[0].lstrip("#")
    }
    expected = {PREFIX + field.upper() for field in Settings.model_fields} - {"MAGPIE_MONGODB_URI"} | {"MONGODB_URI"}
    assert documented == expected


def test_the_example_file_shows_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(__file__).parents[1] / ".env.example").read_text()
    shown = dict(line.lstrip("#").split("=", 1) for line in text.splitlines() if line.startswith("#MAGPIE_"))
    defaults = Settings()
    names = ("PORT", "HOST", "MAX_BODY_BYTES", "DEADLINE_S", "COST_CAPACITY", "COST_RESTORE_PER_S", "PROGRAMME")
    for name in (*names, "PUSH_QUOTA_PER_MINUTE"):
        assert shown[PREFIX + name] == str(getattr(defaults, name.lower()))


REAL_EMAIL = {
    "MAGPIE_SMTP_URL": "smtps://magpie:secret@smtp.example",
    "MAGPIE_EMAIL_FROM": "Our Shop <news@shop.example>",
    "MAGPIE_PUBLIC_URL": "https://loyalty.example",
    "MAGPIE_LINK_SECRET": "s" * 43,
}
REAL_SMS = {"MAGPIE_SMS_ACCOUNT": "AC" + "0" * 32, "MAGPIE_SMS_TOKEN": "secret", "MAGPIE_SMS_FROM": "+3197010000000"}


def test_production_starts_with_email_and_sms_and_shows_none_of_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**PRODUCTION, **REAL_EMAIL, **REAL_SMS}.items():
        monkeypatch.setenv(name, value)
    shown = repr(read_settings(NO_FILE))
    assert "smtp.example" not in shown
    assert "secret'" not in shown
    assert "s" * 43 not in shown


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (REAL_EMAIL, "MAGPIE_EMAIL_FROM"),
        (REAL_EMAIL, "MAGPIE_PUBLIC_URL"),
        (REAL_EMAIL, "MAGPIE_LINK_SECRET"),
        (REAL_SMS, "MAGPIE_SMS_ACCOUNT"),
        (REAL_SMS, "MAGPIE_SMS_TOKEN"),
        (REAL_SMS, "MAGPIE_SMS_FROM"),
    ],
)
def test_no_channel_works_by_halves(monkeypatch: pytest.MonkeyPatch, names: dict[str, str], missing: str) -> None:
    lines = lines_for(monkeypatch, **{**PRODUCTION, **names, missing: ""})
    assert [line.split(":")[0] for line in lines] == [missing]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAGPIE_SMTP_URL", "http://smtp.example"),
        ("MAGPIE_SMTP_URL", "smtp.example:25"),
        ("MAGPIE_EMAIL_FROM", "Our Shop"),
        ("MAGPIE_EMAIL_FROM", "Our Shop <news@shop.example>\nBcc: <all@shop.example>"),
        ("MAGPIE_PUBLIC_URL", "loyalty.example"),
        ("MAGPIE_PUBLIC_URL", "http://loyalty.example"),
        ("MAGPIE_PUBLIC_URL", "https://loyalty.example/"),
        ("MAGPIE_LINK_SECRET", "too short"),
        ("MAGPIE_SMS_ACCOUNT", "magpie"),
        ("MAGPIE_SMS_FROM", "0612345678901"),
        ("MAGPIE_SMS_URL", "api.twilio.com"),
    ],
)
def test_what_no_channel_can_work_with_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    lines = lines_for(monkeypatch, **{**PRODUCTION, **REAL_EMAIL, **REAL_SMS, name: value})
    assert [line.split(":")[0] for line in lines] == [name]
    assert value not in lines[0]


def test_development_needs_only_a_server_and_a_sender_for_email(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGPIE_MODE", "development")
    monkeypatch.setenv("MAGPIE_SMTP_URL", "smtp://127.0.0.1:1025")
    monkeypatch.setenv("MAGPIE_EMAIL_FROM", "news@shop.example")
    assert read_settings(NO_FILE).smtp_url is not None

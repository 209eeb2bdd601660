"""Where master keys come from."""

import base64
import stat
from pathlib import Path

import pytest

from app.cli.keys import new
from app.profile.master_keys import DEVELOPMENT_FILE, master_keys_of
from app.settings import Settings, WrongSettings

FIRST, SECOND = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))


def test_the_first_key_of_the_setting_wraps_and_the_others_are_kept() -> None:
    keys = master_keys_of(Settings(master_key=f"{FIRST}, {SECOND}"))
    assert (keys.current.key, [key.key for key in keys.former]) == (bytes([1]) * 32, [bytes([2]) * 32])
    assert keys.named(keys.former[0].name) == keys.former[0]


def test_a_key_that_is_not_set_is_not_found() -> None:
    with pytest.raises(LookupError):
        master_keys_of(Settings(master_key=FIRST)).named(master_keys_of(Settings(master_key=SECOND)).current.name)


@pytest.mark.parametrize("text", ["", "secret", FIRST[:-4], FIRST + "AAAA", f"{FIRST},"])
def test_what_is_no_key_stops_the_start_and_is_not_repeated(text: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        master_keys_of(Settings(master_key=text))
    [line] = wrong.value.lines
    assert line.startswith("MAGPIE_MASTER_KEY: a key is 32 bytes in base64")
    assert "secret" not in line
    assert FIRST not in line


def test_development_makes_a_key_once_that_only_its_owner_can_read(tmp_path: Path) -> None:
    settings = Settings(mode="development", data_dir=tmp_path)
    assert master_keys_of(settings) == master_keys_of(settings)
    assert stat.S_IMODE((tmp_path / DEVELOPMENT_FILE).stat().st_mode) == 0o600


def test_the_key_is_not_shown_with_the_settings() -> None:
    assert FIRST not in repr(Settings(master_key=FIRST))


def test_the_command_makes_a_new_key_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    new()
    new()
    first, second = capsys.readouterr().out.split()
    assert master_keys_of(Settings(master_key=first)) != master_keys_of(Settings(master_key=second))

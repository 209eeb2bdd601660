"""What commands say to those who use them wrongly."""

import pytest

from app.cli import main


def test_a_day_that_is_none_is_told_with_one_that_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["programme", "replay", "demo", "--since", "yesterday"])
    told = capsys.readouterr()
    assert ended.value.code == 2
    assert "2026-03-01" in told.out + told.err
    assert "%Y" not in told.out + told.err


def test_moving_the_clock_by_two_units_is_told_to_be_one_too_many(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["clock", "advance", "1h 26min"])
    assert ended.value.code == 2
    assert "one unit only" in " ".join(capsys.readouterr().err.split())

"""Which channels a process has, by its settings."""

from pathlib import Path

import structlog
from pydantic import SecretStr

from app.campaigns.model import Channel
from app.campaigns.working.opening import Way, open_desk, ways_of
from app.engine.backend import Backend
from app.settings import Settings


async def test_in_development_every_channel_is_recorded_and_the_log_says_so(backend: Backend, tmp_path: Path) -> None:
    settings = Settings(mode="development", data_dir=tmp_path)
    with structlog.testing.capture_logs() as lines:
        async with open_desk(settings, backend) as desk:
            assert set(desk.senders) == set(Channel)
    ways = ["push recorded", "email recorded", "sms recorded"]
    assert {"event": "channels", "log_level": "info", "ways": ways} in lines


async def test_production_has_the_channels_that_were_set_up_and_no_others(backend: Backend, tmp_path: Path) -> None:
    settings = Settings(
        mode="production",
        data_dir=tmp_path,
        sms_account="AC" + "0" * 32,
        sms_token=SecretStr("secret"),
        sms_from="+31201234567",
    )
    async with open_desk(settings, backend) as desk:
        assert set(desk.senders) == {Channel.SMS}
    assert ways_of(settings) == {Channel.PUSH: Way.OFF, Channel.EMAIL: Way.OFF, Channel.SMS: Way.SENT}


async def test_no_two_processes_ever_have_the_same_name(backend: Backend, tmp_path: Path) -> None:
    settings = Settings(mode="development", data_dir=tmp_path)
    async with open_desk(settings, backend) as one, open_desk(settings, backend) as other:
        assert one.owner != other.owner

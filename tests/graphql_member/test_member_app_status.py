"""Asking whether the app is to be updated, as a member and before."""

from typing import Any

import pytest
from member_world import PROGRAMME, World

STATUS = """query($platform: Platform!, $version: String!, $language: String) {
    appStatus(platform: $platform, version: $version, language: $language) { code newest link text } }"""
IOS, ANDROID = "https://apps.example.com/i", "https://apps.example.com/a"


@pytest.fixture
def programme() -> str:
    return f"""{PROGRAMME}
app:
  ios: {{minimum: 2.3.0, newest: 3.0.1, link: {IOS}}}
  android: {{minimum: 2.3.0, newest: 3.0.1, link: {ANDROID}, text: {{en: Have a look, uk: Погляньте}}}}
"""


async def status(world: World, platform: str, version: str, who: str = "anna", **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await world.ask(STATUS, who, platform=platform, version=version, **more))["appStatus"]
    return found


async def test_somebody_who_is_no_member_is_told(world: World) -> None:
    assert await status(world, "IOS", "2.2.9", "stranger") == {
        "code": "UPDATE_REQUIRED",
        "newest": "3.0.1",
        "link": IOS,
        "text": "This version no longer works. Please update to 3.0.1.",
    }
    assert (await status(world, "IOS", "2.3.0", "stranger"))["code"] == "UPDATE_AVAILABLE"
    assert await status(world, "IOS", "3.0.1", "stranger") == {
        "code": "OK",
        "newest": "3.0.1",
        "link": IOS,
        "text": None,
    }


async def test_the_text_of_the_programme_comes_in_the_members_language(world: World) -> None:
    await world.join(language="uk")
    assert (await status(world, "ANDROID", "2.3.0"))["text"] == "Погляньте"
    assert (await status(world, "ANDROID", "1.0", language="en"))["text"] == "Have a look"
    assert (await status(world, "ANDROID", "1.0", "stranger"))["text"] == "Have a look"


async def test_a_platform_of_which_the_programme_says_nothing_has_no_updates(world: World) -> None:
    assert await status(world, "WEB", "1") == {"code": "OK", "newest": None, "link": None, "text": None}


@pytest.mark.parametrize("version", ["", "newest", "1.2.3.4.5"])
async def test_what_is_no_version_is_the_documents_fault(world: World, version: str) -> None:
    answer = await world.post(STATUS, platform="IOS", version=version)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]

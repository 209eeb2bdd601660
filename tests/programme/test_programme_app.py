"""Versions of the app: which are to be updated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programme_texts import SMALL

from app.programme.app_status import AppStatus, status_of, status_words
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.model import AppRelease, Platform
from app.programme.versions import parse_version
from app.programme.vocabulary import vocabulary

LINK = "https://apps.example.com/a"
RELEASE = AppRelease(minimum="2.3.0", newest="3.0.1", link=LINK)
IOS = "app: {ios: {minimum: %s, newest: %s, link: https://apps.example.com/a}}\n"


@pytest.mark.parametrize(
    ("version", "status"),
    [
        ("2.2.9", AppStatus.UPDATE_REQUIRED),
        ("1", AppStatus.UPDATE_REQUIRED),
        ("2.3.0", AppStatus.UPDATE_AVAILABLE),
        ("2.3", AppStatus.UPDATE_AVAILABLE),
        ("2.10.0", AppStatus.UPDATE_AVAILABLE),
        ("3.0.0.9", AppStatus.UPDATE_AVAILABLE),
        ("3.0.1", AppStatus.OK),
        ("3.0.1-beta.2", AppStatus.OK),
        ("3.0.1 (45)", AppStatus.OK),
        ("3.0.1+45", AppStatus.OK),
        ("10.0", AppStatus.OK),
    ],
)
def test_a_version_is_compared_number_by_number(version: str, status: AppStatus) -> None:
    assert status_of(RELEASE, version) is status


def test_a_platform_without_releases_has_no_updates() -> None:
    assert status_of(None, "0.0.1") is AppStatus.OK


@given(st.lists(st.integers(0, 10**9 - 1), min_size=1, max_size=4), st.lists(st.integers(0, 9), max_size=3))
def test_a_later_version_never_stands_worse(numbers: list[int], more: list[int]) -> None:
    version = ".".join(map(str, numbers))
    later = ".".join(map(str, [*numbers, *more][:4]))
    order = list(AppStatus)
    assert order.index(status_of(RELEASE, later)) <= order.index(status_of(RELEASE, version))
    assert parse_version(later) >= parse_version(version)


@pytest.mark.parametrize("version", ["", "x", "1.", ".1", "1..2", "1.2.3.4.5", "v1", "1.2a", "-1", "1 \n", "٣.1"])
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match="must be a version"):
        status_of(RELEASE, version)


def test_there_is_something_to_tell_unless_all_is_well() -> None:
    assert status_words(AppStatus.OK, RELEASE) is None
    assert str(status_words(AppStatus.UPDATE_AVAILABLE, RELEASE)) == "Version 3.0.1 is here."
    assert "update to 3.0.1" in str(status_words(AppStatus.UPDATE_REQUIRED, RELEASE))


def mistakes_in(text: str) -> list[str]:
    with pytest.raises(ProgrammeMistakes) as wrong:
        load(text, vocabulary())
    return [f"{mistake.path}: {mistake.message}" for mistake in wrong.value.mistakes]


def test_releases_are_read_by_platform() -> None:
    app = load(SMALL + IOS % ("2.3.0", "3.0.1"), vocabulary()).app
    assert app.on(Platform.IOS) == RELEASE
    assert app.on(Platform.ANDROID) is app.on(Platform.WEB) is None


def test_a_programme_without_an_app_names_no_versions() -> None:
    app = load(SMALL, vocabulary()).app
    assert [app.on(platform) for platform in Platform] == [None] * 3


def test_the_newest_version_has_to_work() -> None:
    assert mistakes_in(SMALL + IOS % ("3.1.0", "3.0.1")) == [
        "app.ios.minimum: `minimum` is a later version than `newest`; nobody could use it"
    ]
    assert load(SMALL + IOS % ("3.0.1", "3.0.1"), vocabulary())


def test_what_is_no_version_is_a_mistake_at_its_place() -> None:
    assert mistakes_in(SMALL + IOS % ("latest", "3.0.1")) == [
        "app.ios.minimum: `minimum` must be a version of 1 to 4 whole numbers with dots between, such as 2.3.0"
    ]
    assert mistakes_in(SMALL + IOS % ("2.3", "3.0.1")) == [
        "app.ios.minimum: `minimum` must be a text; put numbers and yes/no words in quotes"
    ]
    [mistake] = mistakes_in(SMALL + "app: {symbian: {}}\n")
    assert mistake.startswith("app.symbian: there is no field `symbian` here")

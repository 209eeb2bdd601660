import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.push.message import MAX_TTL_S, Content, Target
from app.push.payload import MAX_PAYLOAD_BYTES, payload_bytes, problem

FRAME = payload_bytes(Content("", ""))


@pytest.mark.parametrize(("letter", "size"), [("a", 1), ("é", 2), ("€", 3), ("🐦", 4)])
def test_size_is_counted_in_bytes_of_utf_8(letter: str, size: int) -> None:
    assert payload_bytes(Content(letter, "")) == FRAME + size
    assert payload_bytes(Content("", "", {"key": letter})) == payload_bytes(Content("", "", {"key": ""})) + size


def test_a_payload_may_have_4096_bytes_and_not_one_more() -> None:
    fits = Content("", "a" * (MAX_PAYLOAD_BYTES - FRAME))
    assert payload_bytes(fits) == 4096
    assert problem(fits) is None
    assert problem(Content("b", fits.body)) == "the payload has 4097 bytes, more than 4096"


@given(st.text(), st.text(), st.dictionaries(st.text(), st.text()))
def test_the_size_is_never_below_what_android_counts(title: str, body: str, data: dict[str, str]) -> None:
    counted = sum(len(part.encode()) for part in (title, body, *data, *data.values()))
    assert payload_bytes(Content(title, body, data)) > counted


@pytest.mark.parametrize("ttl_s", [0, 1, MAX_TTL_S])
def test_a_message_lives_up_to_28_days(ttl_s: int) -> None:
    assert problem(Content("a", "b", ttl_s=ttl_s)) is None


@pytest.mark.parametrize("ttl_s", [-1, 28 * 24 * 3600 + 1])
def test_other_times_to_live_are_a_problem(ttl_s: int) -> None:
    assert problem(Content("a", "b", ttl_s=ttl_s)) == f"the time to live is {ttl_s} s, not 0 to 2419200"


def test_a_collapse_id_has_64_bytes_at_most() -> None:
    assert problem(Content("a", "b", collapse_id="é" * 32)) is None
    assert problem(Content("a", "b", collapse_id="é" * 33)) == "the collapse id has more than 64 bytes"


@pytest.mark.parametrize("key", ["from", "gcm", "notification", "message_type", "google.c.a", "gcm.n.e"])
def test_keys_of_fcms_own_are_a_problem(key: str) -> None:
    assert problem(Content("a", "b", {"fine": "1", key: "1"})) == f"FCM keeps these data keys for itself: {key}"


@pytest.mark.parametrize("key", ["gcmx", "googled", "from_us", "delivery"])
def test_keys_that_only_look_like_it_are_fine(key: str) -> None:
    assert problem(Content("a", "b", {key: "1"})) is None


def test_a_target_without_a_value_can_not_be_made_and_none_shows_its_value() -> None:
    with pytest.raises(ValueError, match="fid"):
        Target("fid", "", "ios")
    assert "secret-device" not in repr(Target("token", "secret-device", "ios"))

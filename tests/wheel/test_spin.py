from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wheel_examples import AMSTERDAM, NOON, ROOT, new_state, one_segment, programme_with, spin_with, wheel_with

from app.programme.model import Wheel
from app.programme.periods import Count
from app.wheel.refusals import BadClientSeed, NoSpinLeft, WheelSoldOut
from app.wheel.rules import SpinResult, SpinsAvailable, rotate, spins_available
from app.wheel.seeds import seed_hash, server_seed
from app.wheel.state import WheelState, first_state, state_on

KIRITIMATI = ZoneInfo("Pacific/Kiritimati")
HONOLULU = ZoneInfo("Pacific/Honolulu")
ONE_A_DAY = {"free": {"spins": 1, "per": "day"}}


def spins(wheel: Wheel, count: int, state: WheelState | None = None) -> Iterator[SpinResult]:
    state = state or new_state()
    for _ in range(count):
        result = spin_with(wheel, state=state)
        yield result
        state = result.state


def available(wheel: Wheel, state: WheelState | None = None, now: datetime = NOON) -> SpinsAvailable:
    return spins_available(
        programme=programme_with(wheel),
        wheel=wheel,
        state=state or new_state(),
        token_balance=3,
        now=now,
        zone=AMSTERDAM,
    )


def test_the_same_arguments_always_give_the_same_spin() -> None:
    assert spin_with() == spin_with()


def test_a_spin_pays_the_prize_of_the_segment_it_won() -> None:
    wheel = wheel_with(segments=one_segment(prize={"asset": "points", "amount": 50}))
    result = spin_with(wheel)
    assert result.segment == "mug"
    assert result.prize == wheel.segments[0].prize
    assert spin_with(wheel_with(segments=[{"id": "nothing", "label": "Nothing", "weight": 1}])).prize is None


def test_a_spin_records_the_promise_and_all_that_went_into_the_draw() -> None:
    result = spin_with(state=new_state(seed_number=2, nonce=7))
    record = result.record
    assert record.server_seed_hash == seed_hash(server_seed(ROOT, "fortune", 2))
    assert (record.seed_number, record.nonce, record.client_seed) == (2, 7, "lucky magpie")
    assert record.snapshot == (("points", 30), ("mug", 5), ("again", 15), ("nothing", 50))
    assert record.total == 100
    assert record.ticket == record.value % 100
    assert result.state.nonce == 8


def test_a_sold_out_segment_is_left_out_of_the_draw_with_the_same_nonce() -> None:
    before, after = spin_with(taken={"mug": 1}), spin_with(taken={"mug": 2})
    assert dict(after.record.snapshot).keys() == {"points", "again", "nothing"}
    assert (after.record.nonce, after.record.value) == (before.record.nonce, before.record.value)
    assert after.record.total == 95


def test_members_who_share_everything_but_the_root_do_not_share_their_luck() -> None:
    values = {spin_with(root=bytes([number]) * 32).record.value for number in range(20)}
    assert len(values) == 20


def test_a_token_pays_when_there_are_no_free_spins() -> None:
    result = spin_with()
    assert result.paid_with == "token"
    assert result.state.free_used is None


def test_free_spins_are_used_before_tokens() -> None:
    results = list(spins(wheel_with(free={"spins": 2, "per": "day"}), 3))
    assert [result.paid_with for result in results] == ["free", "free", "token"]
    assert results[-1].state.free_used == Count("2026-11-22", 2)


def test_a_free_spin_needs_no_token() -> None:
    assert spin_with(wheel_with(**ONE_A_DAY, token=None), token_balance=0).paid_with == "free"


def test_free_spins_do_not_add_up_over_days() -> None:
    wheel = wheel_with(**ONE_A_DAY)
    first = spin_with(wheel)
    later = spin_with(wheel, state=first.state, now=NOON + timedelta(days=5))
    assert later.paid_with == "free"
    assert spin_with(wheel, state=later.state, now=NOON + timedelta(days=5)).paid_with == "token"


def test_the_day_of_a_free_spin_is_the_members_own() -> None:
    wheel = wheel_with(**ONE_A_DAY)
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # half past midnight in Amsterdam
    used = new_state(free_used=Count("2026-11-22", 1))
    assert spin_with(wheel, state=used, now=late, zone=AMSTERDAM).paid_with == "free"
    assert spin_with(wheel, state=used, now=late, zone=ZoneInfo("UTC")).paid_with == "token"


def test_changing_zones_to_and_fro_wins_at_most_the_spin_of_tomorrow() -> None:
    wheel = wheel_with(**ONE_A_DAY)
    state, paid = new_state(), []
    for zone in [HONOLULU, KIRITIMATI, HONOLULU, KIRITIMATI, AMSTERDAM, HONOLULU]:
        result = spin_with(wheel, state=state, zone=zone)
        state = result.state
        paid.append(result.paid_with)
    assert paid == ["free", "free", "token", "token", "token", "token"]
    assert state.free_used == Count("2026-11-23", 1)


def test_without_a_spin_left_the_member_learns_when_the_next_free_one_comes() -> None:
    wheel = wheel_with(**ONE_A_DAY)
    with pytest.raises(NoSpinLeft) as refused:
        spin_with(wheel, state=spin_with(wheel).state, token_balance=0)
    assert refused.value.facts == {
        "wheel": "fortune",
        "token": "spins",
        "balance": 0,
        "next_free_at": datetime(2026, 11, 22, 23, tzinfo=UTC),
    }


def test_without_free_spins_no_next_one_is_promised() -> None:
    with pytest.raises(NoSpinLeft) as refused:
        spin_with(token_balance=0)
    assert refused.value.next_free_at is None


def test_no_free_spin_is_promised_for_after_the_last_day() -> None:
    used = new_state(free_used=Count("2026-11-22", 1))
    assert available(wheel_with(**ONE_A_DAY, rules={"ends_on": "2026-11-22"}), used).next_free_at is None
    assert available(wheel_with(**ONE_A_DAY, rules={"ends_on": "2026-11-23"}), used).next_free_at is not None


def test_a_balance_of_another_asset_or_a_debt_buys_no_spin() -> None:
    with pytest.raises(NoSpinLeft):
        spin_with(wheel_with(token=None), token_balance=5)
    with pytest.raises(NoSpinLeft):
        spin_with(token_balance=-1)


def test_the_home_screen_shows_the_free_spins_left_and_the_tokens() -> None:
    wheel = wheel_with(free={"spins": 2, "per": "week"})
    assert available(wheel) == SpinsAvailable(2, 3, None)
    assert available(wheel, new_state(free_used=Count("2026-W47", 1))) == SpinsAvailable(1, 3, None)
    next_monday = datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert available(wheel, new_state(free_used=Count("2026-W47", 2))) == SpinsAvailable(0, 3, next_monday)


def test_fewer_free_spins_in_a_new_version_leave_none_and_not_less() -> None:
    assert available(wheel_with(**ONE_A_DAY), new_state(free_used=Count("2026-11-22", 3))).free == 0


def test_a_win_counts_toward_the_cap_and_then_the_segment_is_left_out() -> None:
    segments = [*one_segment(cap={"times": 1, "per": "day"}, weight=10**9), {"id": "no", "label": "-", "weight": 1}]
    wheel = wheel_with(segments=segments)
    first = spin_with(wheel)
    assert first.segment == "mug"
    assert first.state.wins == {"mug": Count("2026-11-22", 1)}
    second = spin_with(wheel, state=first.state)
    assert second.segment == "no"
    assert second.record.snapshot == (("no", 1),)
    assert spin_with(wheel, state=second.state, now=NOON + timedelta(days=1)).segment == "mug"


def test_wins_without_a_cap_are_not_kept() -> None:
    assert spin_with(wheel_with(segments=one_segment())).state.wins == {}


def test_with_nothing_left_to_win_no_spin_is_taken() -> None:
    with pytest.raises(WheelSoldOut):
        spin_with(wheel_with(segments=one_segment(stock=1)), taken={"mug": 1})


def test_the_seed_is_revealed_after_its_number_of_spins_and_the_nonce_starts_again() -> None:
    records = [result.record for result in spins(wheel_with(reveal_after=3), 7)]
    assert [(record.seed_number, record.nonce) for record in records] == [
        *[(0, 0), (0, 1), (0, 2)],
        *[(1, 0), (1, 1), (1, 2)],
        (2, 0),
    ]
    assert len({record.server_seed_hash for record in records}) == 3


def test_a_shorter_life_of_seeds_in_a_new_version_reveals_an_older_seed_at_its_next_spin() -> None:
    state = spin_with(wheel_with(reveal_after=5), state=new_state(nonce=30)).state
    assert (state.seed_number, state.nonce) == (1, 0)


def test_a_member_may_reveal_the_seed_at_once() -> None:
    state = new_state(seed_number=4, nonce=9, free_used=Count("2026-11-22", 1), wins={"mug": Count("ever", 1)})
    rotated = rotate(state)
    assert (rotated.seed_number, rotated.nonce, rotated.client_seed) == (5, 0, "lucky magpie")
    assert (rotated.free_used, rotated.wins) == (state.free_used, state.wins)
    assert rotate(state, "new luck").client_seed == "new luck"


def test_a_new_client_seed_holds_from_its_spin_on() -> None:
    result = spin_with(client_seed="my own luck")
    assert result.record.client_seed == "my own luck"
    assert result.state.client_seed == "my own luck"
    assert result.record.value != spin_with().record.value


@pytest.mark.parametrize("bad", ["", "x" * 65, "a:b", "tab\t", "new\nline", "häppy", "\x7f"])
def test_a_client_seed_that_could_not_be_typed_again_is_refused(bad: str) -> None:
    with pytest.raises(BadClientSeed) as refused:
        spin_with(client_seed=bad)
    assert refused.value.field == ("clientSeed",)
    with pytest.raises(BadClientSeed):
        rotate(new_state(), bad)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E, exclude_characters=":"), min_size=1, max_size=64))
def test_any_client_seed_of_printable_ascii_without_a_colon_is_taken(client_seed: str) -> None:
    assert spin_with(client_seed=client_seed).record.client_seed == client_seed


def test_a_member_who_never_played_has_a_state_without_anything_stored() -> None:
    assert state_on({}, "fortune", "mem_anna") == first_state("mem_anna")
    assert first_state("mem_anna") == first_state("mem_anna")
    assert first_state("mem_anna").client_seed != first_state("mem_ben").client_seed
    assert spin_with(client_seed=first_state("mem_anna").client_seed)


@given(st.integers(0, 99), st.integers(0, 99), st.none() | st.just(Count("2026-W47", 2)), st.booleans())
def test_a_state_is_read_back_as_it_was_stored(number: int, nonce: int, free: Count | None, won: bool) -> None:
    state = new_state(seed_number=number, nonce=nonce, free_used=free, wins={"mug": Count("ever", 1)} if won else {})
    assert state_on({"fortune": state.to_document()}, "fortune", "mem_anna") == state

import hashlib
import hmac
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wheel_examples import wheel_with

from app.wheel.draw import draw, segment_for
from app.wheel.odds import odds
from app.wheel.seeds import first_client_seed, revealed_seed, seed_hash, server_seed

SEED = b"s" * 32
DRAWS = 1_000_000
WEIGHTS = {"points": 40, "tea": 25, "again": 15, "badge": 9, "mug": 5, "bag": 2, "trip": 1}

# A fair draw exceeds these once in ten thousand runs (chi-square with 6 and with 96 degrees of freedom). The seeds are
# fixed, so that the outcome is too.
CRITICAL_OF_7_SEGMENTS = 27.86
CRITICAL_OF_97_TICKETS = 156.0


@pytest.fixture(scope="module")
def tickets() -> Counter[int]:
    """How often each of 97 tickets came up in a million draws of a thousand members."""
    total = sum(WEIGHTS.values())
    counts: Counter[int] = Counter()
    for member in range(1_000):
        seed = server_seed(member.to_bytes(32, "big"), "fortune", 0)
        client_seed = first_client_seed(f"mem_{member}")
        counts.update(draw(seed, client_seed, nonce, total).ticket for nonce in range(DRAWS // 1_000))
    return counts


def chi_square(counts: Mapping[object, int], chances: Mapping[object, Fraction]) -> float:
    """Pearson's statistic: the sum of (observed - expected)^2 / expected."""
    drawn = sum(counts.values())
    return float(sum((counts[one] - chance * drawn) ** 2 / (chance * drawn) for one, chance in chances.items()))


def segments_won(tickets: Counter[int]) -> Counter[str]:
    won: Counter[str] = Counter()
    for ticket, times in tickets.items():
        won[segment_for(ticket, tuple(WEIGHTS.items()))] += times
    return won


def test_a_million_draws_agree_with_the_published_odds(tickets: Counter[int]) -> None:
    wheel = wheel_with(segments=[{"id": name, "label": name, "weight": weight} for name, weight in WEIGHTS.items()])
    won = segments_won(tickets)
    assert sum(won.values()) == DRAWS
    assert chi_square(won, odds(wheel.segments)) < CRITICAL_OF_7_SEGMENTS


def test_a_million_draws_favour_no_ticket(tickets: Counter[int]) -> None:
    assert set(tickets) == set(range(97))
    assert chi_square(tickets, dict.fromkeys(range(97), Fraction(1, 97))) < CRITICAL_OF_97_TICKETS


def test_a_million_draws_would_betray_odds_that_are_wrong_by_a_tenth_of_the_smallest_weight(
    tickets: Counter[int],
) -> None:
    claimed = {segment: Fraction(weight, 97) for segment, weight in WEIGHTS.items()}
    claimed["trip"] += Fraction(1, 970)
    claimed["points"] -= Fraction(1, 970)
    assert chi_square(segments_won(tickets), claimed) > CRITICAL_OF_7_SEGMENTS


def values(seed: bytes, client_seed: str, nonce: int, cursor: int) -> int:
    digest = hmac.new(seed, f"{client_seed}:{nonce}:{cursor}".encode(), hashlib.sha256).hexdigest()
    return int(digest[:16], 16)


def test_values_of_the_biased_tail_are_rejected_and_the_next_cursor_is_tried() -> None:
    total = 2**63 + 1  # almost half of all values lie in the tail
    cursors: Counter[int] = Counter()
    for nonce in range(400):
        drawn = draw(SEED, "tail", nonce, total)
        tried = [values(SEED, "tail", nonce, cursor) for cursor in range(drawn.cursor + 1)]
        assert all(value >= 2**63 + 1 for value in tried[:-1])
        assert tried[-1] == drawn.value == drawn.ticket < total
        cursors[drawn.cursor] += 1
    assert 150 < cursors[0] < 250
    assert max(cursors) >= 4


def test_a_total_that_divides_the_range_rejects_nothing() -> None:
    assert all(draw(SEED, "whole", nonce, 2**63).cursor == 0 for nonce in range(200))


@given(st.binary(min_size=32, max_size=32), st.text(), st.integers(0, 10_000), st.integers(1, 2**64))
def test_a_ticket_is_the_value_modulo_the_total(seed: bytes, client_seed: str, nonce: int, total: int) -> None:
    drawn = draw(seed, client_seed, nonce, total)
    assert drawn == draw(seed, client_seed, nonce, total)
    assert drawn.value == values(seed, client_seed, nonce, drawn.cursor)
    assert drawn.ticket == drawn.value % total
    assert drawn.value - drawn.ticket + total <= 2**64  # its run of tickets is complete


@pytest.mark.parametrize("total", [0, -1, 2**64 + 1])
def test_a_total_nobody_can_draw_from_is_a_fault(total: int) -> None:
    with pytest.raises(ValueError, match="total"):
        draw(SEED, "any", 0, total)


def test_each_segment_owns_as_many_tickets_as_its_weight_in_order() -> None:
    owners = [segment_for(ticket, (("a", 3), ("b", 1), ("c", 2))) for ticket in range(6)]
    assert owners == ["a", "a", "a", "b", "c", "c"]


def test_a_ticket_beyond_the_last_is_a_fault() -> None:
    with pytest.raises(ValueError, match="ticket 4"):
        segment_for(4, (("a", 3), ("b", 1)))


def test_server_seeds_differ_by_root_wheel_and_number_and_have_32_bytes() -> None:
    seeds = {server_seed(root, wheel, n) for root in (b"r" * 32, b"q" * 32) for wheel in "ab" for n in range(5)}
    assert len(seeds) == 20
    assert {len(seed) for seed in seeds} == {32}


def test_a_server_seed_is_the_hmac_that_the_members_root_leads_to() -> None:
    expected = hmac.new(b"r" * 32, b"fortune:3", hashlib.sha256).digest()
    assert server_seed(b"r" * 32, "fortune", 3) == expected
    assert seed_hash(expected) == hashlib.sha256(expected).hexdigest()


def test_a_seed_is_revealed_only_when_a_later_one_took_its_place() -> None:
    root = b"r" * 32
    assert revealed_seed(root, "fortune", 0, current=1) == server_seed(root, "fortune", 0)
    assert revealed_seed(root, "fortune", 1, current=1) is None
    assert revealed_seed(root, "fortune", 2, current=1) is None

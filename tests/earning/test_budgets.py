"""Budgets: never exceeded, whoever takes when, and nothing left over that somebody wants."""

from earning_examples import Life, given, missed, programme_with
from hypothesis import given as any_of
from hypothesis import strategies as st

from app.earning.budgets import SHARDS, parts_of, shares_of

RATE = "id: points, on: purchase, earn: points, amount: 1, per: 1.00"


def test_the_last_earning_is_reduced_to_what_is_left_of_the_budget() -> None:
    life = Life(programme_with(f"{RATE}, budget: 100"))
    assert given(life.buys("80.00")) == {"points": 80}
    last = life.buys("50.00")
    assert given(last) == {"points": 20}
    assert missed(last) == {"points": "only 20 of 50 were left of its budget of 100"}
    assert missed(life.buys("50.00")) == {"points": "nothing is left of its budget of 100"}
    assert sum(life.taken["points"]) == 100


def test_a_multiplier_takes_nothing_from_the_budget() -> None:
    double = "id: double, on: purchase, earn: points, multiply: 2"
    life = Life(programme_with(f"{RATE}, budget: 100", double))
    assert given(life.buys("80.00")) == {"points": 80, "double": 80}
    assert given(life.buys("80.00")) == {"points": 20, "double": 20}
    assert given(life.buys("80.00")) == {}


def test_members_start_at_shards_of_their_own() -> None:
    shards = {shares_of("r", 1600, [0] * SHARDS, f"member-{n}", 1)[0].shard for n in range(200)}
    assert shards == set(range(SHARDS))


@any_of(st.integers(0, 10_000), st.integers(1, 40))
def test_the_parts_of_a_budget_are_the_whole_of_it(budget: int, shards: int) -> None:
    parts = parts_of(budget, [0] * shards)
    assert sum(parts) == budget
    assert max(parts) - min(parts) <= 1


BUDGETS = st.integers(0, 300)


@any_of(
    st.lists(
        st.tuples(BUDGETS, st.lists(st.tuples(st.integers(0, 20), st.integers(1, 40), st.booleans()), max_size=25)),
        max_size=5,
    )
)
def test_a_budget_that_is_raised_and_lowered_under_stale_looks_is_never_exceeded(
    publications: list[tuple[int, list[tuple[int, int, bool]]]],
) -> None:
    taken = [0] * SHARDS
    for budget, takes in publications:
        before = sum(taken)
        looks = [list(taken)]
        for member, wanted, stale in takes:
            seen = looks[len(looks) // 2] if stale else taken
            for share in shares_of("r", budget, seen, f"member-{member}", wanted):
                if taken[share.shard] + share.amount <= share.most:  # what the commit asks again
                    taken[share.shard] += share.amount
            looks.append(list(taken))
        assert sum(taken) <= max(before, budget)


@any_of(st.integers(1, 300), st.lists(st.tuples(st.integers(0, 20), st.integers(1, 40)), min_size=1, max_size=60))
def test_nothing_is_left_over_that_a_member_wants(budget: int, takes: list[tuple[int, int]]) -> None:
    taken = [0] * SHARDS
    for member, wanted in takes:
        for share in shares_of("r", budget, taken, f"member-{member}", wanted):
            taken[share.shard] += share.amount
    assert sum(taken) == min(budget, sum(wanted for _, wanted in takes))

"""Bugs put into the engine on purpose: the simulator finds each of them, and names what does not hold."""

from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

from simulate_examples import applying, found_with, plan

from app.engine.apply import APPLY
from app.engine.books import Books
from app.engine.decide import decide
from app.engine.effects import BudgetTaken, Earned, Effect, Noted, Outcome, Played
from app.engine.foresee import RULES, Rules
from app.engine.situation import Decision, Situation
from app.simulate.simulate import simulate_member


def test_the_engine_as_it_is_has_none_of_them() -> None:
    assert found_with(RULES, plan(days=120)) == []


def forgets_its_posting(books: Books, effect: Earned, at: datetime) -> Outcome | None:
    outcome = APPLY[Earned](books, effect, at)
    books.movements.pop()
    books.balances.pop()
    return outcome


def test_an_earning_that_forgets_its_posting_is_found_and_named() -> None:
    found = found_with(applying({Earned: forgets_its_posting}), plan())
    assert {"a balance is the sum of its postings", "versions and transactions only go up"} <= names(found)
    assert "audit: effect missing" in names(found)


def pays_twice_what_it_says(books: Books, effect: Earned, at: datetime) -> Outcome | None:
    outcome = dict(APPLY[Earned](books, replace(effect, amount=effect.amount * 2), at) or {})
    return {**outcome, "amount": effect.amount}


def test_an_earning_that_pays_more_than_it_says_is_found_by_the_audit() -> None:
    assert "audit: effect changed" in names(found_with(applying({Earned: pays_twice_what_it_says}), plan()))


def writes_another_balance(books: Books, effect: Earned, at: datetime) -> Outcome | None:
    outcome = APPLY[Earned](books, effect, at)
    holding = books.state.holding(effect.asset)
    lots = tuple(replace(lot, remaining=lot.remaining + 1) for lot in holding.lots)
    books.state = replace(books.state, wallet={**books.state.wallet, effect.asset: replace(holding, lots=lots)})
    return outcome


def test_a_wallet_that_holds_more_than_was_posted_is_found_and_named() -> None:
    assert "a balance is the sum of its postings" in names(
        found_with(applying({Earned: writes_another_balance}), plan())
    )


def forgets_what_was_paid(books: Books, effect: Noted, at: datetime) -> None:
    books.state = replace(books.state, earning=replace(effect.state, paid=books.state.earning.paid))


def test_a_cap_that_is_not_counted_is_found_and_named() -> None:
    rules = applying({Noted: forgets_what_was_paid})
    assert "the caps of rules are kept" in names(found_with(rules, plan(members=12, days=200)))


def lands_elsewhere(books: Books, effect: Played, at: datetime) -> Outcome | None:
    record = replace(effect.result.record, ticket=effect.result.record.ticket + 1)
    return APPLY[Played](books, replace(effect, result=replace(effect.result, record=record)), at)


def test_a_spin_that_its_seed_does_not_lead_to_is_found_and_named() -> None:
    assert "every spin can be drawn again" in names(found_with(applying({Played: lands_elsewhere}), plan()))


def takes_more_than_there_is(books: Books, effect: BudgetTaken, at: datetime) -> None:
    books.shares.append(replace(effect.share, amount=effect.share.amount + effect.share.most))


def test_a_budget_that_gives_more_than_it_has_is_found() -> None:
    found = found_with(applying({BudgetTaken: takes_more_than_there_is}), plan(days=120))
    assert "nothing fails" in names(found)
    assert any("budget of points-for-sharing" in violation.words for violation in found)


def test_a_decision_that_is_not_the_same_twice_is_found_and_named() -> None:
    numbers = count()

    def whimsical(situation: Situation) -> Decision:
        decision = decide(situation)
        return Decision(tuple(_raised(effect, next(numbers)) for effect in decision.effects), decision.reasons)

    assert "the same situation leads to the same effects" in names(
        found_with(Rules(decide=whimsical), plan(members=20))
    )


def test_a_decision_that_fails_is_found_and_the_others_live_on() -> None:
    def unlucky(situation: Situation) -> Decision:
        if situation.activity.kind == "visit":
            raise ZeroDivisionError("of all things")
        return decide(situation)

    found = found_with(Rules(decide=unlucky), plan())
    assert {violation.invariant for violation in found} == {"nothing fails"}
    assert all("ZeroDivisionError of all things" in violation.words for violation in found)
    assert len({violation.member for violation in found}) > 1


def changes_what_was_given(books: Books, effect: Any, at: datetime) -> Outcome | None:
    books.state.stats["visits"] += 1  # type: ignore[index]  # the very dictionary of the stored document
    return APPLY[type(effect)](books, effect, at)


def test_a_decision_that_changes_what_it_was_given_is_found() -> None:
    assert "statistics tell what happened" in names(found_with(applying({Earned: changes_what_was_given}), plan()))


def test_a_violation_names_the_member_who_leads_to_it_again() -> None:
    lived = plan()
    first = found_with(applying({Earned: forgets_its_posting}), lived)[0]
    assert 0 <= first.member < lived.members
    assert simulate_member(lived, first.member).violations == []  # without the bug there is nothing to find


def names(found: list[Any]) -> set[str]:
    return {violation.invariant for violation in found}


def _raised(effect: Effect, by: int) -> Effect:
    return replace(effect, amount=effect.amount + by) if isinstance(effect, Earned) else effect

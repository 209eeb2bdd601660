"""Every invariant, by its name."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from app.engine.memory.history import History
from app.programme.model import Programme
from app.simulate.invariants.badges import (
    badges_are_earned_as_often_as_they_can_be,
    revoked_badges_give_back_no_more_than_they_paid,
    tallies_are_what_the_history_comes_to,
)
from app.simulate.invariants.campaigns import gifts_are_given_whole
from app.simulate.invariants.causes import purchases_share_no_more_than_they_are
from app.simulate.invariants.earning import caps_are_kept, counts_never_go_back, takes_back_no_more_than_was_earned
from app.simulate.invariants.mascot import daily_caps_are_kept, days_never_go_back
from app.simulate.invariants.member import statistics_tell_what_happened, versions_go_up
from app.simulate.invariants.offers import (
    caps_of_offers_are_kept,
    prices_are_paid,
    purchases_are_multiplied_once,
    vouchers_are_used_once,
)
from app.simulate.invariants.privacy import taste_is_learnt_with_a_yes_alone, the_erased_are_nobody
from app.simulate.invariants.questions import answers_lie_in_the_profile_alone, first_answers_pay_once
from app.simulate.invariants.referrals import (
    friends_give_back_no_more_than_they_paid,
    friends_step_once,
    limits_of_referral_are_kept,
    nobody_follows_who_came_later,
)
from app.simulate.invariants.rhythm import active_days_never_go_back
from app.simulate.invariants.streaks import (
    check_ins_are_bounded,
    dates_never_go_back,
    freezes_are_bounded,
    lengths_pay_once,
)
from app.simulate.invariants.tiers import (
    levels_are_the_best_that_is_held,
    lost_levels_give_back_no_more_than_they_paid,
    memberships_follow_one_another,
)
from app.simulate.invariants.wallet import (
    balance_is_the_sum_of_postings,
    debts_follow_the_policy,
    nothing_is_overdue,
    postings_sum_to_zero,
)
from app.simulate.invariants.warnings import warnings_come_once_and_in_time
from app.simulate.invariants.wheel import caps_of_segments_are_kept, spins_can_be_drawn_again
from app.simulate.step import Step

OF_STEP: Mapping[str, Callable[[Step], Iterable[str]]] = {
    "postings sum to zero": postings_sum_to_zero,
    "a balance is the sum of its postings": balance_is_the_sum_of_postings,
    "a balance below zero needs a policy": debts_follow_the_policy,
    "nothing is overdue once something was written": nothing_is_overdue,
    "versions and transactions only go up": versions_go_up,
    "the caps of rules are kept": caps_are_kept,
    "counted days never go back": counts_never_go_back,
    "the daily caps of games are kept": daily_caps_are_kept,
    "days of games never go back": days_never_go_back,
    "the member's date never goes back": dates_never_go_back,
    "freezes and runs are within their bounds": freezes_are_bounded,
    "a streak pays only when it grows": lengths_pay_once,
    "check-ins are within their bounds": check_ins_are_bounded,
    "the caps of offers are kept": caps_of_offers_are_kept,
    "badges are earned as often as they can be": badges_are_earned_as_often_as_they_can_be,
    "a gift is given whole": gifts_are_given_whole,
    "a purchase shares no more than it is": purchases_share_no_more_than_they_are,
    "a level is the best that is held": levels_are_the_best_that_is_held,
    "memberships follow one another": memberships_follow_one_another,
    "the limits of referral are kept": limits_of_referral_are_kept,
    "active days never go back": active_days_never_go_back,
    "taste is learnt with a yes alone": taste_is_learnt_with_a_yes_alone,
}
"""Checked after everything that changes a member."""

OF_LIFE: Mapping[str, Callable[[Programme, History], Iterable[str]]] = {
    "statistics tell what happened": statistics_tell_what_happened,
    "returns take back no more than was earned": takes_back_no_more_than_was_earned,
    "a revoked badge gives back no more than it paid": revoked_badges_give_back_no_more_than_they_paid,
    "tallies are what the history comes to": tallies_are_what_the_history_comes_to,
    "a voucher is used once": vouchers_are_used_once,
    "the price of a voucher is paid": prices_are_paid,
    "a purchase is multiplied once": purchases_are_multiplied_once,
    "a warning is given once, and in time": warnings_come_once_and_in_time,
    "a first answer pays once": first_answers_pay_once,
    "answers lie in the profile alone": answers_lie_in_the_profile_alone,
    "a lost level gives back no more than it paid": lost_levels_give_back_no_more_than_they_paid,
    "a friend gives back no more than they paid": friends_give_back_no_more_than_they_paid,
    "a friend's step counts once": friends_step_once,
    "nobody follows who came later": nobody_follows_who_came_later,
    "the erased are nobody": the_erased_are_nobody,
    "every spin can be drawn again": spins_can_be_drawn_again,
    "the caps of segments are kept": caps_of_segments_are_kept,
}
"""Checked at the end of a life, over all of it. The audit, which knows more of them, follows."""


def of_step(step: Step) -> Iterator[tuple[str, str]]:
    """What does not hold after a step: the invariant's name, and what was found in its place."""
    for name, check in OF_STEP.items():
        for words in check(step):
            yield name, words


def of_life(programme: Programme, history: History) -> Iterator[tuple[str, str]]:
    """What does not hold over a whole life."""
    for name, check in OF_LIFE.items():
        for words in check(programme, history):
            yield name, words

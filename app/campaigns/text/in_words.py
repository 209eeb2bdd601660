"""What was decided, what a channel said, and what a comparison shows, in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

from app.channels.verdict import Ambiguous, Delivered, Gone, Misconfigured, Quarantine, Rejected, Retry, Verdict, Wait
from app.experiments.statistics import Difference, Effect
from app.messages.decision import Decision
from app.words import Said, say

DECISIONS: Mapping[Decision, Said] = {
    Decision.PLANNED: say("planned: it is not due yet, or will be tried again"),
    Decision.SENDING: say("handed to the channel, whose answer has not come"),
    Decision.SENT: say("sent"),
    Decision.HOLDOUT: say("held out to compare with: otherwise it would have been sent at this moment"),
    Decision.LEFT_AUDIENCE: say("the member was no longer in the audience when it was due"),
    Decision.CANCELLED: say("the campaign was cancelled"),
    Decision.STALE: say("it would have come too late"),
    Decision.QUIET_HOURS: say("quiet hours held it up until it was too late"),
    Decision.NO_CONSENT: say("the member has not agreed to messages by this channel"),
    Decision.NO_CHANNEL: say("there was no device or address to reach the member by"),
    Decision.CAPPED: say("the caps leave no room for it: other messages were sent before, or are to go first"),
    Decision.OPENED: say("not needed: the member had opened an earlier message of the cascade"),
    Decision.GOAL_REACHED: say("not needed: the member had reached the goal"),
    Decision.GIVEN_AWAY: say("no gift was left, or the rules of its offer did not allow it"),
    Decision.FAILED: say("the channel refused it for good"),
    Decision.UNKNOWN: say("a crash left open whether it was sent, and the campaign would rather not send twice"),
}


def verdict_in_words(verdict: Verdict) -> Said:
    """What a channel said of a message, with the provider's own reply where it gave one."""
    match verdict:
        case Delivered():
            return DECISIONS[Decision.SENT]
        case Gone(reason):
            return _with_reply(say("the device, address or number can't be reached any more"), reason)
        case Quarantine():
            return say("the device belongs to another app")
        case Rejected(reason):
            return _with_reply(DECISIONS[Decision.FAILED], reason)
        case Wait(_, reason):
            return _with_reply(say("the channel takes no more for now"), reason)
        case Retry(_, reason):
            return _with_reply(say("the channel could not take it just now"), reason)
        case Misconfigured(reason):
            return _with_reply(say("the channel is not set up as it must be"), reason)
        case Ambiguous(reason):
            return _with_reply(say("nobody knows whether the channel took it"), reason)
    assert_never(verdict)


def _with_reply(words: Said, reply: str) -> Said:
    return say("{words} ({reply})", words=words, reply=reply) if reply else words


def share_in_words(difference: Difference) -> Said:
    """What a difference of shares shows, in percentage points."""
    return _in_words(difference, say("percentage points"), Decimal(100), Decimal("0.1"))


def money_in_words(difference: Difference, currency: str, exponent: int) -> Said:
    """What a difference of means in minor units shows, in the currency, for each member."""
    unit = say("{currency} per member", currency=currency)
    return _in_words(difference, unit, Decimal(1).scaleb(-exponent), Decimal(1).scaleb(-exponent))


def _in_words(difference: Difference, unit: Said, scale: Decimal, finest: Decimal) -> Said:
    def figure(number: float) -> Decimal:
        return (Decimal(number) * scale).quantize(finest) + 0  # and never "-0"

    value, low, high = figure(difference.value), figure(difference.low), figure(difference.high)
    match difference.effect:
        case Effect.MORE:
            facts = {"value": value, "unit": unit, "low": low, "high": high}
            return say("{value} {unit} more (95 % interval: {low} to {high} more)", **facts)
        case Effect.LESS:
            facts = {"value": -value, "unit": unit, "low": -high, "high": -low}
            return say("{value} {unit} less (95 % interval: {low} to {high} less)", **facts)
        case Effect.NONE_SHOWN:
            return say("no effect shown (95 % interval: {low} to {high} {unit})", low=low, high=high, unit=unit)
        case Effect.TOO_FEW:
            return say("too few members to say anything: each group needs {least} at least", least=difference.least)

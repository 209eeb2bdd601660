"""What an activity earns by the programme's rules."""

from datetime import datetime

from app.earning.conditions import Occasion
from app.earning.rules import Earning, earnings
from app.earning.state import EarningState
from app.engine.effects import BudgetTaken, Earned, Effect, Noted
from app.engine.situation import Decision, Situation
from app.offers.multiplier import multipliers_of as multipliers_of_vouchers
from app.tiers.rules import multipliers_of
from app.wallet.terms import terms_of


def with_earnings(
    situation: Situation,
    amount: int | None,
    *effects: Effect,
    last: datetime | None = None,
    state: EarningState | None = None,
) -> Decision:
    """These effects, and one for each earning rule that applies.

    `amount` is the money spent, in minor units; `last` is when the member last did something of this kind, and `state`
    where they stand with the rules once this activity is counted, unless that is as before.
    """
    occasion = Occasion(
        programme=situation.programme,
        member=situation.member.id,
        kind=situation.activity.kind,
        at=situation.at,
        zone=situation.member.tz,
        amount=amount,
        last=last,
        state=state or situation.member.earning,
        holds=situation.holds,
        benefits=(
            *multipliers_of(situation.programme, situation.level, situation.activity.kind),
            *multipliers_of_vouchers(situation.surroundings.offers.used),
        ),
        why_not=situation.why_not,
    )
    found = earnings(occasion, situation.surroundings.budgets_taken)
    noted = [Noted(found.state)] if found.state != situation.member.earning else []
    taken = [BudgetTaken(share) for share in found.shares]
    given = [earned(situation, earning) for earning in found.given]
    return Decision((*effects, *noted, *taken, *given), tuple(found.missed))


def earned(situation: Situation, earning: Earning) -> Earned:
    """An earning under the terms that its asset has in the programme."""
    programme = situation.programme
    terms = terms_of(programme.assets[earning.asset], programme.tz, situation.at)
    return Earned(earning.rule, earning.asset, earning.amount, terms)

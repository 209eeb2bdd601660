"""What an activity earns by the programme's rules."""

from app.earning.rules import Earning, earnings
from app.engine.effects import Earned, Effect
from app.engine.situation import Decision, Situation
from app.wallet.terms import terms_of


def with_earnings(situation: Situation, amount: int | None, *effects: Effect) -> Decision:
    """These effects, and one for each earning rule that applies. `amount` is the money spent, in minor units."""
    given, missed = earnings(situation.programme, situation.activity.kind, amount, situation.holds)
    return Decision((*effects, *(earned(situation, earning) for earning in given)), tuple(missed))


def earned(situation: Situation, earning: Earning) -> Earned:
    """An earning under the terms that its asset has in the programme."""
    programme = situation.programme
    terms = terms_of(programme.assets[earning.asset], programme.tz, situation.at)
    return Earned(earning.rule, earning.asset, earning.amount, terms)

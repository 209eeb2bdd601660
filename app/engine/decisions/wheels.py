"""Spins, and seeing the seed behind them."""

from app.earning.rules import Earning
from app.engine.activities import SeedRotation, Spin
from app.engine.decisions.earned import earned
from app.engine.effects import Effect, Paid, Played, SeedRotated
from app.engine.situation import Decision, Situation
from app.wheel.refusals import UnknownWheel
from app.wheel.rules import rotate, spin


def decide_spin(situation: Situation, activity: Spin) -> Decision:
    """One spin: what it costs, which segment it lands on, and the prize."""
    programme, member, around = situation.programme, situation.member, situation.surroundings
    wheel = programme.wheels.get(activity.wheel)
    if wheel is None:
        raise UnknownWheel(activity.wheel).about("wheel")
    result = spin(
        programme=programme,
        wheel_id=activity.wheel,
        wheel=wheel,
        state=member.wheel(activity.wheel),
        root=member.wheel_root,
        token_balance=member.holding(wheel.token).available if wheel.token else 0,
        taken=around.stock_taken,
        birth_date=around.person.birth_date,
        region=around.person.region,
        unmet=situation.unmet(wheel.rules.eligible),
        now=situation.now,
        zone=member.tz,
        client_seed=activity.client_seed,
    )
    rule = f"wheel:{activity.wheel}"
    stock = next(segment.stock for segment in wheel.segments if segment.id == result.segment)
    effects: list[Effect] = []
    if result.paid_with == "token" and wheel.token:
        effects.append(Paid(rule, wheel.token, 1))
    effects.append(Played(activity.wheel, result, stock))
    if result.prize:
        effects.append(earned(situation, Earning(rule, result.prize.asset, result.prize.amount)))
    return Decision(tuple(effects))


def decide_seed_rotation(situation: Situation, activity: SeedRotation) -> Decision:
    """Reveal the current seed of a wheel and go on with the next."""
    if activity.wheel not in situation.programme.wheels:
        raise UnknownWheel(activity.wheel).about("wheel")
    before = situation.member.wheel(activity.wheel)
    return Decision((SeedRotated(activity.wheel, rotate(before, activity.client_seed), before.seed_number),))

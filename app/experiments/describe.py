"""What an experiment shows, in plain words."""

from decimal import ROUND_HALF_UP, Decimal

from app.experiments.statistics import Difference, Effect
from app.words import Said, say

HUNDREDTH = Decimal("0.01")


def difference_words(difference: Difference, unit: Said) -> Said:
    """What a difference shows: "higher by 1.5 percentage points; with 95 % confidence by 0.2 to 2.8"."""
    low, high = (_figure(abs(end)) for end in sorted((difference.low, difference.high), key=abs))
    value = _figure(abs(difference.value))
    match difference.effect:
        case Effect.TOO_FEW:
            return say("too few members to say: it takes {least} in each variant", least=difference.least)
        case Effect.MORE:
            return say(
                "higher by {value} {unit}; with 95 % confidence by {low} to {high}",
                value=value,
                unit=unit,
                low=low,
                high=high,
            )
        case Effect.LESS:
            return say(
                "lower by {value} {unit}; with 95 % confidence by {low} to {high}",
                value=value,
                unit=unit,
                low=low,
                high=high,
            )
        case Effect.NONE_SHOWN:
            return say(
                "no effect shown: with 95 % confidence between {low} and {high} {unit}",
                low=_figure(difference.low),
                high=_figure(difference.high),
                unit=unit,
            )


def _figure(value: float) -> Decimal:
    return Decimal(value).quantize(HUNDREDTH, ROUND_HALF_UP)

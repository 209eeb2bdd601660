"""What can be said about the difference between two groups of members. Pure.

Everybody who was put into a group counts in it, whatever they did then (intention to treat). Sums are whole numbers, so
that a result does not depend on the order of the members.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, sqrt

Z = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution: intervals of 95 %."""
LEAST_MEMBERS = 10
"""With fewer members in a group nothing is said: one of them could turn the result."""
SKEWNESS = 10 / 3
"""Of what members spend in a few weeks: most nothing, some much."""
MOST_SKEWNESS = 0.2
"""Of a difference of means, for an interval that is right enough. It is Cochran's rule that a sample should have more
than 25 times as many members as the square of its skewness (W. G. Cochran, "Sampling Techniques", 3rd ed., 1977)."""


class Effect(StrEnum):
    """What an interval shows."""

    MORE = "more"
    LESS = "less"
    NONE_SHOWN = "none_shown"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Sample:
    """A whole number for each of `count` members: the sum of them, and of their squares."""

    count: int = 0
    total: int = 0
    squares: int = 0

    def plus(self, value: int) -> "Sample":
        """The sample with one more member."""
        return Sample(self.count + 1, self.total + value, self.squares + value * value)

    def with_all(self, other: "Sample") -> "Sample":
        """Both samples as one."""
        return Sample(self.count + other.count, self.total + other.total, self.squares + other.squares)

    def among(self, count: int) -> "Sample":
        """The same numbers among so many members: all others have 0."""
        return Sample(count, self.total, self.squares)

    @property
    def mean(self) -> float:
        """The mean; 0 for nobody."""
        return self.total / self.count if self.count else 0.0

    @property
    def variance(self) -> float:
        """The unbiased variance. For two members or more."""
        return (self.count * self.squares - self.total**2) / (self.count * (self.count - 1))


@dataclass(frozen=True, slots=True)
class Difference:
    """How much higher the second group is than the first, and the 95 % confidence interval of that."""

    value: float
    low: float
    high: float
    enough: bool = True
    """Whether there are enough members to say anything; otherwise the interval means nothing."""
    least: int = LEAST_MEMBERS
    """How many members the smaller group needs for that."""

    @property
    def effect(self) -> Effect:
        """What it shows: an effect only if no difference at all lies outside of the interval."""
        if not self.enough:
            return Effect.TOO_FEW
        if self.low > 0:
            return Effect.MORE
        return Effect.LESS if self.high < 0 else Effect.NONE_SHOWN


def difference_of_shares(first: int, of_first: int, second: int, of_second: int) -> Difference:
    """How much larger the share `second` of `of_second` members is than `first` of `of_first`, from -1 to 1.

    The interval is Newcombe's hybrid score interval, which holds for few members and rare events too (R. G. Newcombe,
    "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 1998, method
    10).
    """
    if min(of_first, of_second) < LEAST_MEMBERS:
        return _too_few(_share(second, of_second) - _share(first, of_first))
    share_one, share_two = first / of_first, second / of_second
    low_one, high_one = _wilson(first, of_first)
    low_two, high_two = _wilson(second, of_second)
    value = share_two - share_one
    down = sqrt((share_two - low_two) ** 2 + (high_one - share_one) ** 2)
    up = sqrt((high_two - share_two) ** 2 + (share_one - low_one) ** 2)
    return Difference(value, max(-1.0, value - down), min(1.0, value + up))


def difference_of_means(first: Sample, second: Sample) -> Difference:
    """How much higher the mean of the second sample is.

    The interval is Welch's, for samples of unequal variances (B. L. Welch, "The generalization of Student's problem",
    Biometrika 34, 1947).
    """
    value, least = second.mean - first.mean, least_for_means(first.count, second.count)
    if min(first.count, second.count) < least:
        return _too_few(value, least)
    one, two = first.variance / first.count, second.variance / second.count
    if one + two == 0:
        return Difference(value, value, value, least=least)
    freedom = (one + two) ** 2 / (one**2 / (first.count - 1) + two**2 / (second.count - 1))
    reach = students_t(freedom) * sqrt(one + two)
    return Difference(value, value - reach, value + reach, least=least)


def least_for_means(first: int, second: int) -> int:
    """How many members the smaller of two groups needs so that means can be compared, at the sizes they have.

    What members spend is skewed. In groups of the same size that cancels out; the less alike they are, the more of it
    is left, and the more members it takes: 10 beside 10, 47 beside 94, 198 beside 1,782. It follows from the sizes and
    never from what was spent: to look whether the figures are good enough would favour some results.
    """
    smaller, larger = sorted((max(1, first), max(1, second)))
    ratio = smaller / larger
    left: float = SKEWNESS * (1 - ratio**2) / (1 + ratio) ** 1.5
    return max(LEAST_MEMBERS, ceil((left / MOST_SKEWNESS) ** 2))


def students_t(freedom: float) -> float:
    """The 97.5th percentile of Student's t distribution, to four digits for 9 degrees of freedom and more.

    Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.5. `difference_of_means` has never fewer: Welch's
    are at least those of the smaller sample.
    """
    z = Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, start=1))


def _wilson(count: int, of: int) -> tuple[float, float]:
    """Wilson's score interval of a share."""
    share, squared = count / of, Z * Z
    middle = share + squared / (2 * of)
    reach = Z * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    whole = 1 + squared / of
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def _share(count: int, of: int) -> float:
    return count / of if of else 0.0


def _too_few(value: float, least: int = LEAST_MEMBERS) -> Difference:
    return Difference(value, value, value, enough=False, least=least)

"""What is told of requests and subscriptions, for metrics."""

from typing import Protocol


class Observe(Protocol):
    """Told of every GraphQL request once it is over, and of every subscription once it is open or refused."""

    def __call__(self, does: str | None, kind: str | None, outcome: str, seconds: float) -> None:
        """`does` is the operation's first field, `kind` what it is: None before a valid operation is known.

        `outcome` is ok, partial, or the code of the error that came instead of data.
        """
        ...


class ObserveOpen(Protocol):
    """Told when subscriptions begin and end."""

    def __call__(self, change: int) -> None:
        """`change` is 1 when one has begun, -1 when one has ended."""
        ...


def unobserved(does: str | None, kind: str | None, outcome: str, seconds: float) -> None:
    """Observe nothing."""


def unobserved_open(change: int) -> None:
    """Observe nothing."""

"""What became of one attempt to deliver one message, whatever the channel.

The list is closed: delivery has one reaction to each, and mypy finds a reaction that is missing. Reasons are for
staff and logs: a code of the provider and its explanation, never the message, the target or a secret. Where
the reaction is the same whatever the reason, verdicts are the same too.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Delivered:
    """The provider took the message. `provider_id` is its own id of it, empty when it gave none."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The target exists no longer. Remove it; never send to it again."""

    reason: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Quarantine:
    """The target belongs to another sender. Set it aside: it is somebody's, but not ours to use as things are."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """The provider will never take this message. Do not retry.

    `target_is_bad` says that the target is to blame, so that it can be dropped; otherwise it is the message.
    """

    reason: str
    target_is_bad: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """The provider takes no more for now. Slow the whole campaign down and try again after `after_s` seconds."""

    after_s: float
    reason: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Retry:
    """The provider failed and did not take the message. Try again, after `after_s` seconds when it said so."""

    after_s: float | None = None
    reason: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Misconfigured:
    """The provider does not let us send at all. Keep message and target, alert the staff."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Nobody knows whether the provider took the message. The campaign's policy decides whether to try again."""

    reason: str


Verdict = Delivered | Gone | Quarantine | Rejected | Wait | Retry | Misconfigured | Ambiguous

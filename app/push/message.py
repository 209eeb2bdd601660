"""A message for one device, before any provider's format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

TargetKind = Literal["fid", "token"]
Platform = Literal["android", "ios", "web"]
Priority = Literal["normal", "high"]

MAX_TTL_S = 28 * 24 * 3600
"""28 days: how long FCM keeps a message for a device that is away, at most and unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Target:
    """One app on one device: a Firebase installation id (`fid`), or a registration token as older apps have it.

    Raises ValueError when `value` is empty: it would address nobody.
    """

    kind: TargetKind
    value: str = field(repr=False)
    platform: Platform

    def __post_init__(self) -> None:
        if not self.value:
            raise ValueError(f"a target needs a {self.kind}")


@dataclass(frozen=True, slots=True)
class Content:
    """What a device is told. The same content may go to any number of targets.

    `data` is for the app. A later message with the same `collapse_id` takes the place of the one still shown.
    `ttl_s` is how long the message is worth delivering: 0 (now or never) to 28 days.
    """

    title: str
    body: str
    data: Mapping[str, str] = field(default_factory=dict)
    collapse_id: str | None = None
    ttl_s: int = MAX_TTL_S
    priority: Priority = "normal"


@dataclass(frozen=True, slots=True)
class PushMessage:
    """One content for one target."""

    target: Target
    content: Content

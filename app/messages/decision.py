"""What is decided about a delivery."""

from enum import StrEnum


class Decision(StrEnum):
    """What was decided about a delivery."""

    PLANNED = "planned"
    """Nothing yet: it is not due."""
    SENDING = "sending"
    """It was handed to the channel, whose answer has not come."""
    SENT = "sent"
    HOLDOUT = "holdout"
    """The member is one of those who get nothing; otherwise it would have been sent at this very moment."""
    LEFT_AUDIENCE = "left_audience"
    CANCELLED = "cancelled"
    STALE = "stale"
    """It was too late."""
    QUIET_HOURS = "quiet_hours"
    """The quiet hours held it up until it was too late."""
    NO_CONSENT = "no_consent"
    NO_CHANNEL = "no_channel"
    """There is nothing to reach the member by: no device, no address."""
    CAPPED = "capped"
    OPENED = "opened"
    """The member has opened an earlier message of the cascade."""
    GOAL_REACHED = "goal_reached"
    GIVEN_AWAY = "given_away"
    """The gifts were gone."""
    FAILED = "failed"
    """The channel refused it for good."""
    UNKNOWN = "unknown"
    """A crash left open whether it was sent, and the campaign would rather not send twice."""

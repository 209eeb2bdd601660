"""A campaign as data: the typed model of its YAML text."""

from app.campaigns.model.audience import Audience, Pilot
from app.campaigns.model.campaign import Campaign
from app.campaigns.model.limits import Goal, Limits, Policy
from app.campaigns.model.message import Channel, Gift, Step, Variant
from app.campaigns.model.timing import Every, Timing, Trigger

__all__ = [
    "Audience",
    "Campaign",
    "Channel",
    "Every",
    "Gift",
    "Goal",
    "Limits",
    "Pilot",
    "Policy",
    "Step",
    "Timing",
    "Trigger",
    "Variant",
]

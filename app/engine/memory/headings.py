"""What each kind of transaction counts for in reports."""

from collections.abc import Mapping

from app.wallet.movements import Kind

HEADINGS: Mapping[Kind, str] = {
    Kind.EARN: "issued",
    Kind.TAKE_BACK: "taken_back",
    Kind.EXPIRE: "expired",
    Kind.SPEND: "spent",
    Kind.DONATE: "donated",
    Kind.ADJUST: "adjusted",
    Kind.REVERSE: "reversed",
}
"""Activations are left out: they move nothing in or out of a wallet."""

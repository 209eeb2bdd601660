"""The member's level and memberships."""

from app.programme.attributes.moment import Definitions
from app.programme.language import Attribute, Type


def of_tiers() -> Definitions:
    return [
        (
            Attribute(
                "member.tier", Type.STRING, "The id of the member's level; absent without one.", path="tiers.level"
            ),
            lambda moment: moment.kept("tiers").get("level"),
        ),
        (
            Attribute(
                "member.memberships",
                Type.STRINGS,
                "The ids of the memberships that the member has.",
                path="tiers.held",
            ),
            lambda moment: moment.kept("tiers").get("held"),
        ),
    ]

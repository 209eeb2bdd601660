"""What badges a member has."""

from app.programme.attributes.moment import Definitions
from app.programme.language import Attribute, Type


def of_badges() -> Definitions:
    return [
        (
            Attribute(
                "member.badges",
                Type.STRINGS,
                "The ids of the badges that the member has; absent before anything was counted.",
                path="badges.earned",
            ),
            lambda moment: (moment.member.get("badges") or {}).get("earned"),
        ),
    ]

"""What members set about themselves."""

from app.programme.attributes.moment import Definitions
from app.programme.language import Attribute, Type


def of_settings() -> Definitions:
    return [
        (
            Attribute("member.language", Type.STRING, "The language the member reads, such as en.", path="language"),
            lambda moment: moment.member.get("language"),
        ),
        (
            Attribute("member.zone", Type.STRING, "The member's IANA time zone, such as Europe/Kyiv.", path="zone"),
            lambda moment: moment.member.get("zone"),
        ),
    ]

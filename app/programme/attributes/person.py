"""What members told about themselves. It lies in their profile, and members can't be searched by it."""

from app.programme.attributes.moment import Definitions, Moment
from app.programme.birthdays import age_on, days_since_birthday, days_to_birthday
from app.programme.language import Attribute, Type


def of_person() -> Definitions:
    return [
        (
            Attribute("member.age", Type.INT, "The age in years; absent without a date of birth.", personal=True),
            _age,
        ),
        (
            Attribute(
                "member.birthday_in_days",
                Type.INT,
                "Calendar days to the next birthday, 0 on the day; absent without a date of birth.",
                personal=True,
            ),
            _birthday_in_days,
        ),
        (
            Attribute(
                "member.days_since_birthday",
                Type.INT,
                "Calendar days since the last birthday, 0 on the day; absent without a date of birth.",
                personal=True,
            ),
            _days_since_birthday,
        ),
        (
            Attribute("member.likes", Type.STRINGS, "The categories that answers say the member likes.", personal=True),
            lambda moment: moment.told.get("likes"),
        ),
        (
            Attribute(
                "member.dislikes", Type.STRINGS, "The categories that answers say the member dislikes.", personal=True
            ),
            lambda moment: moment.told.get("dislikes"),
        ),
    ]


def _age(moment: Moment) -> int | None:
    born, today = moment.told.get("birth_date"), moment.today
    return age_on(today, born) if born and today else None


def _birthday_in_days(moment: Moment) -> int | None:
    born, today = moment.told.get("birth_date"), moment.today
    return days_to_birthday(today, born) if born and today else None


def _days_since_birthday(moment: Moment) -> int | None:
    born, today = moment.told.get("birth_date"), moment.today
    return days_since_birthday(today, born) if born and today else None

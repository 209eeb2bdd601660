"""The details a person gives about themself, checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.members.refusals import BadProfile
from app.programme.values import valid_region
from app.words import say

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")
PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
"""E.164: the country code and what follows, 15 digits at most."""
LONGEST_NAME = 100
OLDEST_YEARS = 130


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person. `region` is an ISO 3166 code: `NL`, or `NL-NH` for a subdivision."""

    name: str | None = None
    email: str | None = None
    birth_date: date | None = None
    region: str | None = None
    phone: str | None = None
    """A number in the form of E.164: `+31612345678`."""

    def check(self, today: date) -> None:
        """Raises BadProfile, naming the field, when a detail can't be right on the date `today`."""
        if self.name is not None and not 1 <= len(self.name.strip()) <= len(self.name) <= LONGEST_NAME:
            raise BadProfile(say("A name has 1 to {most} characters.", most=LONGEST_NAME)).about("name")
        if self.email is not None and (len(self.email) > 254 or not EMAIL.fullmatch(self.email)):
            raise BadProfile(say("This is not an e-mail address.")).about("email")
        if self.phone is not None and not PHONE.fullmatch(self.phone):
            wrong = say("A phone number begins with + and the code of its country, such as +31612345678.")
            raise BadProfile(wrong).about("phone")
        if self.birth_date is not None and not today.year - OLDEST_YEARS <= self.birth_date.year:
            raise BadProfile(say("A date of birth lies within the last {years} years.", years=OLDEST_YEARS)).about(
                "birthDate"
            )
        if self.birth_date is not None and self.birth_date > today:
            raise BadProfile(say("A date of birth can't lie in the future.")).about("birthDate")
        if self.region is not None and not _is_region(self.region):
            raise BadProfile(say("A region is an ISO 3166 code such as NL or NL-NH.")).about("region")

    @property
    def details(self) -> dict[str, str | None]:
        """The details as plain values, to store or to hash."""
        return {
            "name": self.name,
            "email": self.email,
            "birth_date": self.birth_date.isoformat() if self.birth_date else None,
            "region": self.region,
            "phone": self.phone,
        }


NOBODY = Person()


def person_from(details: Mapping[str, Any]) -> Person:
    """The person with these details, as `Person.details` gives them; what else there is, is left out."""
    born = details.get("birth_date")
    return Person(
        name=details.get("name"),
        email=details.get("email"),
        birth_date=date.fromisoformat(born) if born else None,
        region=details.get("region"),
        phone=details.get("phone"),
    )


def _is_region(text: str) -> bool:
    try:
        valid_region(text)
    except ValueError:
        return False
    return True

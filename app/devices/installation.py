"""An installation of the app, as it describes itself."""

import re
from dataclasses import dataclass
from typing import Any

from app.devices.documents import device_id
from app.devices.refusals import InvalidDevice
from app.members.settings import check_settings
from app.programme.model import Platform
from app.programme.versions import parse_version
from app.words import Said, say

FID, TOKEN = "fid", "token"
FORMS = {FID: re.compile(r"[A-Za-z0-9_-]{22}"), TOKEN: re.compile(r"[!-~]{1,4096}")}
"""A Firebase installation id is 22 letters, digits, `-` and `_`; of a token only its makers know the form."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Where it can be reached, what it runs on, its version, and the language and zone of the device."""

    kind: str
    """`fid`, a Firebase installation id, or `token`, a registration token of older apps."""
    value: str
    platform: Platform
    app_version: str
    language: str
    zone: str

    @property
    def id(self) -> str:
        """The id of its device."""
        return device_id(self.kind, self.value)

    @property
    def said(self) -> dict[str, Any]:
        """All of it as plain values; the target by its hash."""
        return {
            "device": self.id,
            "platform": self.platform.value,
            "app_version": self.app_version,
            "language": self.language,
            "zone": self.zone,
        }

    def check(self) -> None:
        """Raises InvalidDevice, BadZone or BadLanguage, naming the field."""
        if not FORMS[self.kind].fullmatch(self.value):
            raise InvalidDevice(_what_a_target_is(self.kind)).about("target", self.kind)
        try:
            parse_version(self.app_version)
        except ValueError:
            problem = say("A version of an app is 1 to 4 whole numbers with dots between, such as 2.3.0.")
            raise InvalidDevice(problem).about("appVersion") from None
        check_settings(self.zone, self.language)


def _what_a_target_is(kind: str) -> Said:
    if kind == FID:
        return say("A Firebase installation id has 22 letters, digits, hyphens and underscores.")
    return say("A registration token has 1 to 4096 signs and no spaces.")

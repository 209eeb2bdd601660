"""The brand's app: which versions of it still work, and which is the newest."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from app.programme.model.base import Model
from app.programme.values import Link, Text
from app.programme.versions import valid_version

Version = Annotated[str, AfterValidator(valid_version)]


class Platform(StrEnum):
    """What an app runs on."""

    ANDROID = "android"
    IOS = "ios"
    WEB = "web"


class AppRelease(Model):
    """The versions of the app on one platform."""

    minimum: Version
    """The oldest version that still works."""
    newest: Version
    link: Link
    """Where the newest version is to be had."""
    text: Text | None = None
    """What to tell whoever has an older one."""


class App(Model):
    """The app on each platform that it is made for."""

    android: AppRelease | None = None
    ios: AppRelease | None = None
    web: AppRelease | None = None

    def on(self, platform: Platform) -> AppRelease | None:
        """The versions on a platform."""
        return {Platform.ANDROID: self.android, Platform.IOS: self.ios, Platform.WEB: self.web}[platform]

"""The brand's app: which versions of it still work, and which is the newest."""

from enum import StrEnum


class Platform(StrEnum):
    """What an app runs on."""

    ANDROID = "android"
    IOS = "ios"
    WEB = "web"

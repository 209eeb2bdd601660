"""Versions of apps: whole numbers with dots between."""

import re

VERSION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9}){0,3})(?:[-+ ][!-~ ]{0,40})?")
PARTS = 4


def parse_version(text: str) -> tuple[int, ...]:
    """The numbers of a version, 4 of them: what is left out is 0. Greater ones are later versions.

    What follows behind `-`, `+` or a space, such as a build, does not count. Raises ValueError when it is no version.
    """
    found = VERSION.fullmatch(text)
    if found is None:
        raise ValueError("must be a version of 1 to 4 whole numbers with dots between, such as 2.3.0")
    numbers = [int(part) for part in found[1].split(".")]
    return (*numbers, *[0] * (PARTS - len(numbers)))


def valid_version(value: str) -> str:
    """The version as it is. Raises ValueError when it is none."""
    parse_version(value)
    return value

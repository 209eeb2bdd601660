"""What must be true of the versions of the app."""

from app.programme.checks.reading import Found, at, named, text_of
from app.programme.tree import Node
from app.programme.versions import parse_version


def check_app(tree: Node) -> Found:
    """The newest version is one that works."""
    for platform, release in named(tree, "app"):
        minimum, newest = _version(release, "minimum"), _version(release, "newest")
        if minimum and newest and minimum > newest:
            yield at(
                tree, ("app", platform, "minimum"), "`minimum` is a later version than `newest`; nobody could use it"
            )


def _version(release: Node, name: str) -> tuple[int, ...] | None:
    text = text_of(release, name)
    try:
        return parse_version(text) if text else None
    except ValueError:
        return None

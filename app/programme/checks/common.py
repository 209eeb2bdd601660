"""What is checked in more than one room."""

from zoneinfo import ZoneInfo

from app.programme.checks.reading import Found, at, day_of
from app.programme.mistakes import mistake_at
from app.programme.tree import Node, Step, path_name
from app.programme.values import valid_zone
from app.programme.windows import parse_moment


def check_once(steps: tuple[Step, ...], names: list[Node | None], what: str) -> Found:
    """Names that an earlier item of the list has already."""
    first: dict[str, int] = {}
    for index, node in enumerate(names):
        if node is None or not isinstance(node.value, str):
            continue
        if node.value in first:
            message = f"the {what} `{node.value}` exists already, on line {first[node.value]}; give it another name"
            yield mistake_at(node.place, path_name((*steps, index)), message)
        first.setdefault(node.value, node.place.line)


def check_window(tree: Node, steps: tuple[Step, ...], block: Node) -> Found:
    """`until` comes after `from`, on the programme's wall clock: which zone it is in makes no difference."""
    try:
        zone = ZoneInfo(valid_zone(str(tree.fields["zone"].value)))
        first, last = (parse_moment(block.fields[name].value) for name in ("from", "until"))
    except (KeyError, ValueError):
        return  # not both are there, or their form is told already
    if last.ends(zone) <= first.starts(zone):
        yield at(tree, (*steps, "until"), f"`until` is not after `from` ({first}); change one of them")


def check_days(tree: Node, steps: tuple[Step, ...], block: Node | None) -> Found:
    """`ends_on` is not before `starts_on`."""
    starts, ends = (day_of(block.get(name)) if block else None for name in ("starts_on", "ends_on"))
    if starts and ends and ends < starts:
        message = f"`ends_on` is before `starts_on` ({starts}); change one of them"
        yield at(tree, (*steps, "ends_on"), message)

"""What must be true of tiers and memberships beyond the form of their fields."""

from collections.abc import Iterator
from decimal import Decimal

from app.programme.mistakes import Mistake, did_you_mean, mistake_at
from app.programme.model import Counting
from app.programme.tree import Node, Step, find, path_name
from app.programme.values import Duration, in_minor_units, parse_amount, parse_duration, valid_currency

Found = Iterator[Mistake]

NEEDS = {Counting.EARNED: "asset", Counting.ACTIVITIES: "of"}
MOST = {"days": 366, "weeks": 52, "months": 24, "years": 2}
"""How long a rolling period may be: keeps what is counted for a member small."""


def check_tiers(tree: Node) -> Found:
    """Levels can be reached, in their order, and memberships be bought."""
    tiers = tree.get("tiers")
    levels = _list(tiers, "levels")
    if tiers is not None and isinstance(tiers.value, dict):
        yield from _qualification(tree, tiers, levels)
        yield from _thresholds(tree, tiers, levels)
        yield from _by_days(tree, ("tiers", "grace"), tiers.get("grace"))
        for index, level in enumerate(levels):
            yield from _multipliers(tree, ("tiers", "levels", index, "multipliers"), level)
    block = tree.get("memberships")
    names = list(block.fields.items()) if block else []
    for name, membership in names:
        yield from _membership(tree, ("memberships", name), membership, levels)
    yield from _twice(tree, ("memberships",), [(name, one.get("sku")) for name, one in names])


def _qualification(tree: Node, tiers: Node, levels: list[Node]) -> Found:
    terms = tiers.get("qualify")
    earned = [index for index, level in enumerate(levels) if _given(level, "from")]
    if terms is None or not isinstance(terms.value, dict):
        for index in earned if terms is None else ():
            message = "`from` says how much it takes, but not of what; add `qualify` to `tiers`"
            yield _at(tree, ("tiers", "levels", index, "from"), message)
        return
    steps: tuple[Step, ...] = ("tiers", "qualify")
    if levels and not earned:
        yield _at(tree, steps, "nobody can reach a level by this; give a level `from`, or take `qualify` out")
    by = _value(terms, "by")
    for way, field in NEEDS.items():
        if by == way and not _given(terms, field):
            yield _at(tree, steps, f"`by: {way}` needs `{field}`; add it")
        if by in list(Counting) and by != way and _given(terms, field):
            yield _at(tree, (*steps, field), f"`{field}` goes with `by: {way}`; take it out")
    if _given(terms, "rolling") == _given(terms, "calendar"):
        yield _at(tree, steps, "give it either `rolling`, for example 12 months, or `calendar`, for example year")
    yield from _rolling(tree, (*steps, "rolling"), _duration(terms.get("rolling")))


def _rolling(tree: Node, steps: tuple[Step, ...], length: Duration | None) -> Found:
    if length is None:
        return
    most = MOST.get(length.unit)
    if most is None:
        yield _at(tree, steps, "`rolling` counts days or longer, for example 90d or 12 months")
    elif length.count > most:
        yield _at(tree, steps, f"`rolling` must be at most {Duration(most, length.unit)}")


def _thresholds(tree: Node, tiers: Node, levels: list[Node]) -> Found:
    """Each level takes more than the one below it, in whole numbers or in money."""
    yield from _twice(tree, ("tiers", "levels"), [(index, level.get("id")) for index, level in enumerate(levels)])
    terms = tiers.get("qualify")
    money = terms is not None and _value(terms, "by") == Counting.SPENT
    before: Decimal | None = None
    for index, level in enumerate(levels):
        steps: tuple[Step, ...] = ("tiers", "levels", index, "from")
        amount = _amount(level.get("from"))
        if amount is None:
            continue
        if before is not None and amount <= before:
            yield _at(tree, steps, f"`from` must grow from level to level, but {amount} is not more than {before}")
        before = amount
        if wrong := _not_counted(tree, amount, money):
            yield _at(tree, steps, wrong)


def _not_counted(tree: Node, amount: Decimal, money: bool) -> str | None:
    if not money:
        return None if amount == amount.to_integral_value() else f"`from` must be a whole number, and not {amount}"
    try:
        in_minor_units(amount, valid_currency(str(_value(tree, "currency"))))
    except ValueError as error:
        return f"`from`: {error}" if "finer" in str(error) else None  # a wrong currency is told already
    return None


def _multipliers(tree: Node, steps: tuple[Step, ...], level: Node) -> Found:
    """One for each asset, and of rules that earn it."""
    multipliers = _list(level, "multipliers")
    yield from _twice(tree, steps, [(index, one.get("earn")) for index, one in enumerate(multipliers)])
    rules = {name: rule for rule in _list(tree, "earning") if isinstance(name := _value(rule, "id"), str)}
    for index, one in enumerate(multipliers):
        for position, node in enumerate(_list(one, "of")):
            if not isinstance(node.value, str):
                continue
            place: tuple[Step, ...] = (*steps, index, "of", position)
            rule = rules.get(node.value)
            if rule is None:
                way_out = did_you_mean(node.value, list(rules), "take it out")
                yield _at(tree, place, f"there is no rule `{node.value}`; {way_out}")
            elif _given(rule, "multiply"):
                yield _at(tree, place, f"`{node.value}` multiplies too, and can't be multiplied; take it out")
            elif _value(rule, "earn") != _value(one, "earn"):
                yield _at(tree, place, f"`{node.value}` earns another asset; take it out")


def _membership(tree: Node, steps: tuple[Step, ...], membership: Node, levels: list[Node]) -> Found:
    if not membership.fields:
        return
    level, known = _value(membership, "level"), [str(_value(one, "id")) for one in levels]
    if isinstance(level, str) and level not in known:
        way_out = did_you_mean(level, known, "add it to the `levels` of `tiers`")
        yield _at(tree, (*steps, "level"), f"there is no level `{level}`; {way_out}")
    yield from _by_days(tree, (*steps, "lasts"), membership.get("lasts"))
    if not _given(membership, "price") and not _given(membership, "sku"):
        yield _at(tree, steps, "nobody can buy this membership; give it a `price`, a `sku` or both")
    if _given(membership, "fee") and not _given(membership, "sku"):
        yield _at(tree, (*steps, "fee"), "a fee is paid at a till, which needs the `sku`; add it")


def _by_days(tree: Node, steps: tuple[Step, ...], node: Node | None) -> Found:
    length = _duration(node)
    if length is not None and not length.by_days:
        yield _at(tree, steps, f"`{steps[-1]}` must be in days or longer, for example 30d or 1 year")


def _twice(tree: Node, steps: tuple[Step, ...], names: list[tuple[Step, Node | None]]) -> Found:
    """Values that an earlier item has already."""
    first: dict[str, int] = {}
    for step, node in names:
        if node is None or not isinstance(node.value, str):
            continue
        if node.value in first:
            message = f"`{node.value}` exists already, on line {first[node.value]}; use another one"
            yield mistake_at(node.place, path_name((*steps, step)), message)
        first.setdefault(node.value, node.place.line)


def _list(node: Node | None, name: str) -> list[Node]:
    found = node.get(name) if node is not None else None
    return found.items if found else []


def _given(node: Node, name: str) -> bool:
    found = node.get(name)
    return found is not None and found.value is not None


def _value(node: Node, name: str) -> object:
    found = node.get(name)
    return found.value if found is not None else None


def _amount(node: Node | None) -> Decimal | None:
    try:
        return None if node is None or node.value is None else parse_amount(node.value)
    except ValueError:
        return None


def _duration(node: Node | None) -> Duration | None:
    try:
        return None if node is None or node.value is None else parse_duration(node.value)
    except ValueError:
        return None


def _at(tree: Node, steps: tuple[Step, ...], message: str) -> Mistake:
    return mistake_at(find(tree, steps)[1], path_name(steps), message)

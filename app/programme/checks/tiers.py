"""What must be true of tiers and memberships beyond the form of their fields."""

from decimal import Decimal

from app.programme.checks.reading import Found, amount_of, at, duration_of, given, listed, value_of
from app.programme.mistakes import did_you_mean, mistake_at
from app.programme.model import Counting
from app.programme.tree import Node, Step, path_name
from app.programme.values import Duration, in_minor_units, valid_currency

NEEDS = {Counting.EARNED: "asset", Counting.ACTIVITIES: "of"}
MOST = {"days": 366, "weeks": 52, "months": 24, "years": 2}
"""How long a rolling period may be: keeps what is counted for a member small."""


def check_tiers(tree: Node) -> Found:
    """Levels can be reached, in their order, and memberships be bought."""
    tiers = tree.get("tiers")
    levels = listed(tiers, "levels")
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
    earned = [index for index, level in enumerate(levels) if given(level, "from")]
    if terms is None or not isinstance(terms.value, dict):
        for index in earned if terms is None else ():
            message = "`from` says how much it takes, but not of what; add `qualify` to `tiers`"
            yield at(tree, ("tiers", "levels", index, "from"), message)
        return
    steps: tuple[Step, ...] = ("tiers", "qualify")
    if levels and not earned:
        yield at(tree, steps, "nobody can reach a level by this; give a level `from`, or take `qualify` out")
    by = value_of(terms, "by")
    for way, field in NEEDS.items():
        if by == way and not given(terms, field):
            yield at(tree, steps, f"`by: {way}` needs `{field}`; add it")
        if by in list(Counting) and by != way and given(terms, field):
            yield at(tree, (*steps, field), f"`{field}` goes with `by: {way}`; take it out")
    if given(terms, "rolling") == given(terms, "calendar"):
        yield at(tree, steps, "give it either `rolling`, for example 12 months, or `calendar`, for example year")
    yield from _rolling(tree, (*steps, "rolling"), duration_of(terms.get("rolling")))


def _rolling(tree: Node, steps: tuple[Step, ...], length: Duration | None) -> Found:
    if length is None:
        return
    most = MOST.get(length.unit)
    if most is None:
        yield at(tree, steps, "`rolling` counts days or longer, for example 90d or 12 months")
    elif length.count > most:
        yield at(tree, steps, f"`rolling` must be at most {Duration(most, length.unit)}")


def _thresholds(tree: Node, tiers: Node, levels: list[Node]) -> Found:
    """Each level takes more than the one below it, in whole numbers or in money."""
    yield from _twice(tree, ("tiers", "levels"), [(index, level.get("id")) for index, level in enumerate(levels)])
    terms = tiers.get("qualify")
    money = terms is not None and value_of(terms, "by") == Counting.SPENT
    before: Decimal | None = None
    for index, level in enumerate(levels):
        steps: tuple[Step, ...] = ("tiers", "levels", index, "from")
        amount = amount_of(level.get("from"))
        if amount is None:
            continue
        if before is not None and amount <= before:
            yield at(tree, steps, f"`from` must grow from level to level, but {amount} is not more than {before}")
        before = amount
        if wrong := _not_counted(tree, amount, money):
            yield at(tree, steps, wrong)


def _not_counted(tree: Node, amount: Decimal, money: bool) -> str | None:
    if not money:
        return None if amount == amount.to_integral_value() else f"`from` must be a whole number, and not {amount}"
    try:
        in_minor_units(amount, valid_currency(str(value_of(tree, "currency"))))
    except ValueError as error:
        return f"`from`: {error}" if "finer" in str(error) else None  # a wrong currency is told already
    return None


def _multipliers(tree: Node, steps: tuple[Step, ...], level: Node) -> Found:
    """One for each asset, and of rules that earn it."""
    multipliers = listed(level, "multipliers")
    yield from _twice(tree, steps, [(index, one.get("earn")) for index, one in enumerate(multipliers)])
    rules = {name: rule for rule in listed(tree, "earning") if isinstance(name := value_of(rule, "id"), str)}
    for index, one in enumerate(multipliers):
        for position, node in enumerate(listed(one, "of")):
            if not isinstance(node.value, str):
                continue
            place: tuple[Step, ...] = (*steps, index, "of", position)
            rule = rules.get(node.value)
            if rule is None:
                way_out = did_you_mean(node.value, list(rules), "take it out")
                yield at(tree, place, f"there is no rule `{node.value}`; {way_out}")
            elif given(rule, "multiply"):
                yield at(tree, place, f"`{node.value}` multiplies too, and can't be multiplied; take it out")
            elif value_of(rule, "earn") != value_of(one, "earn"):
                yield at(tree, place, f"`{node.value}` earns another asset; take it out")


def _membership(tree: Node, steps: tuple[Step, ...], membership: Node, levels: list[Node]) -> Found:
    if not membership.fields:
        return
    level, known = value_of(membership, "level"), [str(value_of(one, "id")) for one in levels]
    if isinstance(level, str) and level not in known:
        way_out = did_you_mean(level, known, "add it to the `levels` of `tiers`")
        yield at(tree, (*steps, "level"), f"there is no level `{level}`; {way_out}")
    yield from _by_days(tree, (*steps, "lasts"), membership.get("lasts"))
    if not given(membership, "price") and not given(membership, "sku"):
        yield at(tree, steps, "nobody can buy this membership; give it a `price`, a `sku` or both")
    if given(membership, "fee") and not given(membership, "sku"):
        yield at(tree, (*steps, "fee"), "a fee is paid at a till, which needs the `sku`; add it")


def _by_days(tree: Node, steps: tuple[Step, ...], node: Node | None) -> Found:
    length = duration_of(node)
    if length is not None and not length.by_days:
        yield at(tree, steps, f"`{steps[-1]}` must be in days or longer, for example 30d or 1 year")


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

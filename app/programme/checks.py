"""What must also be true of a programme beyond the form of its fields: names that exist, texts that are complete,
conditions that can be read, games that can be played.

Each check looks at the file and not at the typed model, so that all mistakes are told at once, also while other
parts of the file are still broken; whatever is no such thing at all is left to the check of the form.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from app.programme.badge_checks import check_badges
from app.programme.declared import Declared, declared_by
from app.programme.earning_checks import check_activities, check_earning, check_kinds
from app.programme.language import Vocabulary, check
from app.programme.leaves import Leaf, leaves
from app.programme.mistakes import Mistake, did_you_mean, mistake_at
from app.programme.model import FieldType, Programme, SharedBy
from app.programme.offer_checks import check_offers
from app.programme.place_checks import check_places
from app.programme.question_checks import check_questions, kinds_of_questions
from app.programme.referral_checks import check_referral
from app.programme.scalar import place_in
from app.programme.tier_checks import check_tiers
from app.programme.tree import Node, Step, find, path_name
from app.programme.values import (
    ID,
    Meaning,
    Text,
    in_minor_units,
    parse_amount,
    parse_day,
    parse_percent,
    valid_currency,
)
from app.programme.vocabulary import about_members, declared_attributes
from app.programme.windows import WORD

Found = Iterator[Mistake]

NOT_ZERO = ("per", "largest_purchase", "worth", "money", "amount", "most", "least", "smallest_purchase")
"""Amounts of money that something is divided by, limited to or aimed at."""


def check_meaning(text: str, tree: Node, vocabulary: Vocabulary) -> Found:
    """Every such mistake in the file. `text` is the source of `tree`, to place mistakes inside conditions."""
    everything = list(leaves(Programme, tree))
    yield from _texts(tree, everything)
    yield from _assets(tree, everything)
    yield from _amounts(tree, everything)
    known = vocabulary.with_more(declared_attributes(_declarations(tree)))
    yield from _expressions(text, everything, known)
    yield from _languages(tree)
    yield from check_activities(tree)
    yield from check_kinds(tree, everything)
    yield from _earning(tree)
    yield from check_places(tree)
    for name, wheel in _named(tree, "wheels"):
        yield from _wheel(tree, ("wheels", name), wheel)
    for name, cause in _named(tree, "causes"):
        yield from _cause(tree, ("causes", name), cause)
    yield from _shares(tree)
    yield from check_badges(tree, known)
    for name, game in _named(tree, "mascots"):
        yield from _mascots(tree, ("mascots", name), game)
    for name, streak in _named(tree, "streaks"):
        yield from _twice(("streaks", name, "of"), [*_list(streak.get("of"))], "kind")
    for name, question in _named(tree, "questions"):
        options = [option.get("id") for option in _list(question.get("options"))]
        yield from _twice(("questions", name, "options"), options, "option")
    yield from check_questions(tree, known)
    yield from check_offers(tree)
    yield from check_referral(tree)
    yield from check_tiers(tree)


def _texts(tree: Node, everything: list[Leaf]) -> Found:
    """Texts per language have the default language, and no language that the programme does not declare."""
    declared = [node.value for node in _list(tree.get("languages")) if isinstance(node.value, str)]
    if not declared:
        return
    for leaf in everything:
        if leaf.kind is not Text or not leaf.node.fields:
            continue
        if declared[0] not in leaf.node.fields:
            message = f"the text is missing in `{declared[0]}`, the default language; add a line `{declared[0]}: …`"
            yield _at(tree, leaf.steps, message)
        for language in leaf.node.fields:
            if language not in declared:
                way_out = did_you_mean(language, declared, "add it to `languages`")
                message = f"`{language}` is not one of the programme's languages; {way_out}"
                yield _at(tree, (*leaf.steps, language), message)


def _assets(tree: Node, everything: list[Leaf]) -> Found:
    defined = [name for name, _ in _named(tree, "assets")]
    for leaf in everything:
        name = leaf.node.value
        if leaf.meaning is Meaning.ASSET and isinstance(name, str) and name not in defined:
            way_out = did_you_mean(name, defined, "add it to `assets`")
            yield _at(tree, leaf.steps, f"there is no asset `{name}`; {way_out}")


def _amounts(tree: Node, everything: list[Leaf]) -> Found:
    """Amounts of money are whole minor units, and more than 0 where they have to be."""
    currency = _currency(tree)
    for leaf in everything:
        amount = _amount(leaf.node) if leaf.meaning is Meaning.AMOUNT else None
        if amount is None:
            continue
        if amount == 0 and leaf.steps[-1] in NOT_ZERO:
            yield _at(tree, leaf.steps, f"`{leaf.steps[-1]}` must be more than 0, for example 1.00")
        if currency:
            try:
                in_minor_units(amount, currency)
            except ValueError as error:
                yield _at(tree, leaf.steps, f"`{leaf.steps[-1]}`: {error}")


def _expressions(text: str, everything: list[Leaf], vocabulary: Vocabulary) -> Found:
    """Conditions can be read, and ask only about what is known where they stand."""
    words = {
        Meaning.EXPRESSION: vocabulary,
        Meaning.MEMBER_EXPRESSION: about_members(vocabulary),
        Meaning.ACTIVITY_EXPRESSION: vocabulary.about("activity"),
    }
    for leaf in everything:
        source = leaf.node.value
        if leaf.meaning not in words or not isinstance(source, str):
            continue
        for mistake in check(source, words[leaf.meaning]):
            place = place_in(text, leaf.node, mistake.column - 1)
            yield mistake_at(place, path_name(leaf.steps), mistake.message)


def _declarations(tree: Node) -> Declared:
    """What is declared, as far as it can be read; where two kinds disagree about a field, the first one counts."""
    fields = {kind: _fields(declared) for kind, declared in _named(tree, "activities") if WORD.fullmatch(kind)}
    streaks = [name for name, _ in _named(tree, "streaks") if ID.fullmatch(name)]
    return declared_by(fields, streaks, kinds_of_questions(tree))


def _fields(declared: Node) -> dict[str, FieldType]:
    block = declared.get("fields")
    named = block.fields.items() if block else []
    known = [str(one) for one in FieldType]
    return {name: FieldType(str(node.value)) for name, node in named if WORD.fullmatch(name) and node.value in known}


def _languages(tree: Node) -> Found:
    yield from _twice(("languages",), [*_list(tree.get("languages"))], "language")


def _earning(tree: Node) -> Found:
    rules = _list(tree.get("earning"))
    yield from _twice(("earning",), [rule.get("id") for rule in rules], "rule")
    yield from check_earning(tree)


def _wheel(tree: Node, steps: tuple[Step, ...], wheel: Node) -> Found:
    segments = _list(wheel.get("segments"))
    yield from _twice((*steps, "segments"), [segment.get("id") for segment in segments], "segment")
    if wheel.fields and _empty(wheel.get("token")) and _empty(wheel.get("free")):
        message = "nobody can spin this wheel; give it a `token`, `free` spins or both"
        yield _at(tree, steps, message)
    if segments and all(_is_zero(segment.get("stock")) for segment in segments):
        message = "every segment has stock 0, so nothing can be won; take `stock` out of one at least"
        yield _at(tree, (*steps, "segments"), message)
    yield from _dates(tree, (*steps, "rules"), wheel.get("rules"))


def _cause(tree: Node, steps: tuple[Step, ...], cause: Node) -> Found:
    accepted = [one.get("asset") for one in _list(cause.get("accepts"))]
    yield from _twice((*steps, "accepts"), accepted, "asset")
    yield from _dates(tree, steps, cause)
    if cause.fields and not accepted and _empty(cause.get("share")):
        message = "nobody can give to this cause; give it something it `accepts`, a `share` of purchases or both"
        yield _at(tree, steps, message)
    goal = cause.get("goal")
    if goal and isinstance(goal.value, dict):
        yield from _goal(tree, (*steps, "goal"), goal, [node.value for node in accepted if node])


def _goal(tree: Node, steps: tuple[Step, ...], goal: Node, accepted: list[object]) -> Found:
    has = {name for name in ("money", "asset", "amount") if not _empty(goal.get(name))}
    if has not in ({"money"}, {"asset", "amount"}):
        message = "a goal is `money`, for example {money: 5000.00}, or an `asset` and an `amount` of it"
        yield _at(tree, steps, message)
    elif "asset" in has and (asset := goal.get("asset")) and asset.value not in accepted:
        message = f"the goal counts `{asset.value}`, which the cause does not take; add it to `accepts`"
        yield _at(tree, (*steps, "asset"), message)


def _shares(tree: Node) -> Found:
    """A purchase shares no more than the whole of itself: with all causes of everybody, and with one more chosen."""
    shares = [(name, cause.get("share")) for name, cause in _named(tree, "causes")]
    of_everybody, chosen = Decimal(0), Decimal(0)
    for name, share in shares:
        percent = _percent(share.get("percent")) if share else None
        if share is None or percent is None:
            continue
        of = share.get("of")
        if of and of.value == SharedBy.EVERYBODY:
            of_everybody += percent
        else:
            chosen = max(chosen, percent)
        if of_everybody + chosen > 100:
            message = f"with this share a purchase would give {of_everybody + chosen} % of itself; lower one of them"
            yield _at(tree, ("causes", name, "share", "percent"), message)
            return


def _dates(tree: Node, steps: tuple[Step, ...], block: Node | None) -> Found:
    starts, ends = (_day(block.get(name)) if block else None for name in ("starts_on", "ends_on"))
    if starts and ends and ends < starts:
        message = f"`ends_on` is before `starts_on` ({starts}); change one of them"
        yield _at(tree, (*steps, "ends_on"), message)


def _mascots(tree: Node, steps: tuple[Step, ...], game: Node) -> Found:
    yield from _twice((*steps, "kinds"), [kind.get("id") for kind in _list(game.get("kinds"))], "kind")
    round_s, appearances, visible_ms = (_whole(game.get(name)) for name in ("round_s", "appearances", "visible_ms"))
    if round_s and appearances and visible_ms and appearances * visible_ms > round_s * 1000:
        message = (
            f"mascots appear one after another: {appearances} of {visible_ms} ms each don't fit into {round_s} s; "
            "make `round_s` longer, or `appearances` or `visible_ms` less"
        )
        yield _at(tree, (*steps, "appearances"), message)


def _twice(steps: tuple[Step, ...], names: list[Node | None], what: str) -> Found:
    """Names that an earlier item of the list has already."""
    first: dict[str, int] = {}
    for index, node in enumerate(names):
        if node is None or not isinstance(node.value, str):
            continue
        if node.value in first:
            message = f"the {what} `{node.value}` exists already, on line {first[node.value]}; give it another name"
            yield mistake_at(node.place, path_name((*steps, index)), message)
        first.setdefault(node.value, node.place.line)


def _at(tree: Node, steps: tuple[Step, ...], message: str) -> Mistake:
    return mistake_at(find(tree, steps)[1], path_name(steps), message)


def _list(node: Node | None) -> list[Node]:
    return node.items if node else []


def _named(tree: Node, name: str) -> list[tuple[str, Node]]:
    block = tree.get(name)
    return list(block.fields.items()) if block else []


def _empty(node: Node | None) -> bool:
    return node is None or node.value is None


def _is_zero(node: Node | None) -> bool:
    return node is not None and node.value == 0 and node.value is not False


def _whole(node: Node | None) -> int | None:
    return node.value if node and isinstance(node.value, int) and not isinstance(node.value, bool) else None


def _currency(tree: Node) -> str | None:
    node = tree.get("currency")
    try:
        return valid_currency(node.value) if node and isinstance(node.value, str) else None
    except ValueError:
        return None


def _amount(node: Node) -> Decimal | None:
    try:
        return None if node.value is None else parse_amount(node.value)
    except ValueError:
        return None


def _percent(node: Node | None) -> Decimal | None:
    try:
        return parse_percent(node.value) if node else None
    except ValueError:
        return None


def _day(node: Node | None) -> date | None:
    try:
        return parse_day(node.value) if node else None
    except ValueError:
        return None

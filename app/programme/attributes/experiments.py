"""The variants that a member is in."""

from collections.abc import Iterator

from app.programme.attributes.moment import Compute, Definition, Moment
from app.programme.language import Attribute, Type
from app.programme.model import Arms

VARIANTS = "member.variants."


def of_experiments(experiments: tuple[tuple[str, Arms | None], ...]) -> Iterator[Definition]:
    """One for each experiment. It is computed from the member's id, so members can't be searched by it."""
    for name, arms in experiments:
        words = f"The member's variant of the experiment {name}; absent while it does not run, or not there."
        yield Attribute(f"{VARIANTS}{name}", Type.STRING, words), _variant(arms)


def _variant(arms: Arms | None) -> Compute:
    def compute(moment: Moment) -> str | None:
        member = moment.member.get("_id")
        if arms is None or member is None or not arms.is_open(moment.now):
            return None
        if arms.stores is not None and moment.activity.get("store") not in arms.stores:
            return None
        return arms.variant_of(member)

    return compute

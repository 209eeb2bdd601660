"""The plan of a round: which mascots appear, where and when."""

import hmac

from app.chance import Chance
from app.mascot.round import Appearance
from app.programme.model import MascotGame, MascotKind

FIELD = 1000
"""The playing field's width and height, in thousandths of themselves."""


def planned(game: MascotGame, seed: bytes) -> tuple[Appearance, ...]:
    """The appearances of a round in order, which follow from the seed alone.

    They never overlap: the time in which no mascot is visible is cut at random instants, and the appearances stand at
    the cuts. Each lies so far from the edges that all of its hit circle is on the field.
    """
    chance = Chance(seed)
    free_ms = game.round_s * 1000 - game.appearances * game.visible_ms
    cuts = sorted(chance.below(free_ms + 1) for _ in range(game.appearances))
    return tuple(_appearance(game, cut + number * game.visible_ms, chance) for number, cut in enumerate(cuts))


def round_seed(root: bytes, game: str, number: int) -> bytes:
    """The 32 bytes behind the member's round `number` of a game.

    HMAC-SHA256 with the member's root as its key. No seed of a wheel has such a message: ids have no colon.
    """
    return hmac.digest(root, f"mascot:{game}:{number}".encode(), "sha256")


def _appearance(game: MascotGame, start_ms: int, chance: Chance) -> Appearance:
    kind = _kind(game.kinds, chance)
    room = FIELD - 2 * game.hit_radius + 1
    x, y = (game.hit_radius + chance.below(room) for _ in range(2))
    return Appearance(start_ms=start_ms, x=x, y=y, kind=kind.id, worth=kind.worth)


def _kind(kinds: tuple[MascotKind, ...], chance: Chance) -> MascotKind:
    ticket = chance.below(sum(kind.weight for kind in kinds))
    for kind in kinds:
        if ticket < kind.weight:
            return kind
        ticket -= kind.weight
    raise AssertionError("a ticket lies below the sum of the weights")

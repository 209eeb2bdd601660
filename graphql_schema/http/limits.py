"""How much one request, and one caller, may ask for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds checked before anything runs. Every one is inclusive: the number given is still allowed.

    The defaults leave a home screen that asks for everything several times the room it needs, and keep the worst
    document that passes them under a tenth of a second of parsing and validation.
    """

    body_bytes: int = 100_000
    """Longest request body, and longest query string of a GET, in bytes. Refused while it arrives."""

    tokens: int = 2_000
    """Most tokens (names, punctuation, values, comments) in a document."""

    depth: int = 12
    """Deepest nesting of fields, through fragments. Introspection fields have a limit of their own in graphql-core."""

    aliases: int = 30
    """Most aliases in an operation, each counted every time its fragment is spread."""

    directives: int = 50
    """Most directives in an operation, counted in the same way."""

    directives_each: int = 5
    """Most directives on one field, fragment or operation."""

    root_fields: int = 20
    """Most fields at the top of an operation."""

    fields: int = 500
    """Most fields in an operation, each counted every time its fragment is spread."""

    repeats: int = 20
    """Most times that one place of the answer may be asked for. Validating repeated fields is quadratic."""

    nodes: int = 20_000
    """Most values an answer may hold: every field, multiplied by the `first` or `last` of the lists above it."""

    cost_per_request: int = 1_000
    """Highest cost of one operation; see `cost`."""

    cost_capacity: int = 2_000
    """What a caller who has been quiet for a while may spend at once."""

    cost_restored_per_second: int = 100
    """What a caller gets back every second, up to the capacity."""

    deadline_s: float = 10.0
    """Seconds a request may take, from its first byte to its answer."""

    cached_tokens: int = 100_000
    """Tokens of parsed documents kept in memory per endpoint: about 50 MB at worst."""

    def __post_init__(self) -> None:
        if self.cost_per_request > self.cost_capacity:
            raise ValueError("cost_per_request must not exceed cost_capacity: such a request could never be paid for")

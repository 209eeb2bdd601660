"""How apps and partners tell the fields of an activity that the programme declares."""

import strawberry


@strawberry.input(description="A field of an activity, with its value.")
class ActivityFieldInput:
    """A field of an activity, with its value."""

    name: str = strawberry.field(description="The field's name in the programme.")
    value: str = strawberry.field(description="Its value, written as a text, such as `5` or `true`.")


def pairs(fields: list[ActivityFieldInput]) -> list[tuple[str, str]]:
    """Names and values."""
    return [(field.name, field.value) for field in fields]

"""The parts of a condition, as a tree. Every node knows its type and the column where it starts."""

from dataclasses import dataclass

from app.programme.language.attributes import Attribute, Type

NUMERIC = frozenset({Type.INT, Type.NUMBER})


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written out. Numbers are doubles, whichever way they are written."""

    value: float | str | bool | None
    type: Type
    column: int


@dataclass(frozen=True, slots=True)
class ConstantList:
    values: tuple[float | str, ...]
    type: Type
    column: int


@dataclass(frozen=True, slots=True)
class Reference:
    attribute: Attribute
    column: int

    @property
    def type(self) -> Type:
        return self.attribute.type


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that was reported as a mistake already."""

    column: int
    type: Type = Type.UNKNOWN


@dataclass(frozen=True, slots=True)
class Negative:
    operand: "Node"
    column: int

    @property
    def type(self) -> Type:
        return self.operand.type if self.operand.type in NUMERIC else Type.UNKNOWN


@dataclass(frozen=True, slots=True)
class Arithmetic:
    operator: str
    left: "Node"
    right: "Node"
    type: Type
    column: int


@dataclass(frozen=True, slots=True)
class Size:
    operand: "Node"
    column: int
    type: Type = Type.INT


@dataclass(frozen=True, slots=True)
class Conditional:
    test: "Node"
    then: "Node"
    otherwise: "Node"
    type: Type
    column: int


@dataclass(frozen=True, slots=True)
class Comparison:
    operator: str
    left: "Node"
    right: "Node"
    column: int
    type: Type = Type.BOOL


@dataclass(frozen=True, slots=True)
class Membership:
    element: "Node"
    elements: "Node"
    column: int
    type: Type = Type.BOOL


@dataclass(frozen=True, slots=True)
class TextTest:
    """`startsWith`, `endsWith` or `contains` with a text written out."""

    method: str
    operand: "Node"
    text: str
    column: int
    type: Type = Type.BOOL


@dataclass(frozen=True, slots=True)
class Not:
    operand: "Node"
    column: int
    type: Type = Type.BOOL


@dataclass(frozen=True, slots=True)
class Logic:
    """A chain of one operator: `a && b && c` or `a || b || c`."""

    operator: str
    operands: tuple["Node", ...]
    column: int
    type: Type = Type.BOOL


Node = (
    Constant
    | ConstantList
    | Reference
    | Unknown
    | Negative
    | Arithmetic
    | Size
    | Conditional
    | Comparison
    | Membership
    | TextTest
    | Not
    | Logic
)


def joint_type(left: Type, right: Type) -> Type:
    """The type of a value that comes from either side: a whole number is a number too. Unknown when they differ."""
    if left is right:
        return left
    return Type.NUMBER if {left, right} == NUMERIC else Type.UNKNOWN


def parts_of(node: Node) -> tuple[Node, ...]:
    """The nodes right below this one."""
    match node:
        case Negative(operand) | Size(operand) | TextTest(_, operand) | Not(operand):
            return (operand,)
        case Arithmetic(_, left, right) | Comparison(_, left, right) | Membership(left, right):
            return (left, right)
        case Conditional(test, then, otherwise):
            return (test, then, otherwise)
        case Logic(_, operands):
            return operands
        case Constant() | ConstantList() | Reference() | Unknown():
            return ()

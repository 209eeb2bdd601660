"""Finds every template in the code: those of refusals, and those that are given to `say` and `say_many`."""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

ONE, ONE_AND_MANY = 1, 2
TAKEN = {"say": ONE, "say_many": ONE_AND_MANY}
"""How many templates each function takes; `say` is also a method, of those who know the reader's language."""


class NotALiteral(Exception):
    """A template is put together when the program runs: its translations could not be found."""


def templates_in(root: Path, packages: tuple[str, ...]) -> Catalog:
    """All templates of the packages below `root`, by file and line. Raises NotALiteral."""
    found = Catalog()
    for path in sorted(path for package in packages for path in (root / package).rglob("*.py")):
        file = path.relative_to(root).as_posix()
        nodes = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.stmt | ast.expr)
        ]
        for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
            for template in _templates(node, file):
                found.add(template, locations=[(file, node.lineno)])
    return found


def _templates(node: ast.AST, file: str) -> Iterator[str | tuple[str, str]]:
    if isinstance(node, ast.Call) and (taken := TAKEN.get(_called(node))):
        templates = tuple(_literal(argument, file) for argument in node.args[:taken])
        yield templates[0] if taken == ONE else (templates[0], templates[1])
    if isinstance(node, ast.AnnAssign) and _is_words_of_a_refusal(node) and node.value:
        yield _literal(node.value, file)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_words_of_a_refusal(node: ast.AnnAssign) -> bool:
    return ast.unparse(node.target) == "words" and ast.unparse(node.annotation) == "ClassVar[str]"


def _literal(node: ast.expr, file: str) -> str:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        raise NotALiteral(f"{file}:{node.lineno}: a template must be a literal, and not {ast.unparse(node)}")
    return node.value

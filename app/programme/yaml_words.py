"""The YAML parser's complaints in plain words, with the place a reader should look at."""

from ruamel.yaml.error import MarkedYAMLError

AT_PROBLEM = (
    ("'\\t'", "a tab cannot indent; use spaces"),
    ("mapping values are not allowed", "this `:` comes unexpectedly: check the indentation of this line and the one "
     "above, and put texts with a colon in quotes"),
    ("cannot start any token", "a value cannot start with this character; put it in quotes"),
    ("could not find expected ':'", "a name must be followed by `:` and a space"),
    ("unknown escape character", "`\\` in double quotes has a special meaning; use single quotes or write `\\\\`"),
    ("expected <block end>", "this line does not fit the ones above it: check the indentation, and that a "
     "quoted text ends where the quotes do"),
    ("tag", "`!` starts a YAML tag, which is not supported; put the value in quotes if it is a text"),
    ("alphabetic or numeric character", "`&` and `*` have a special meaning at the start of a value; "
     "put it in quotes"),
)  # fmt: skip
AT_CONTEXT = (
    ("quoted scalar", "the quotes opened here are never closed"),
    ("flow sequence", "the bracket `[` opened here is never closed, or a comma is missing in the list"),
    ("flow mapping", "the brace `{` opened here is never closed, or a comma is missing in it"),
    ("flow node", "the bracket opened here is never closed"),
    ("simple key", "a name must be followed by `:` and a space"),
)
OTHERWISE = "this is not valid YAML from here on"


def yaml_words(error: MarkedYAMLError) -> tuple[int, str]:
    """The offset in the text to look at, and what to mend there."""
    problem, context = str(error.problem or ""), str(error.context or "")
    at_problem = error.problem_mark or error.context_mark
    at_context = error.context_mark or error.problem_mark
    for part, message in AT_PROBLEM:
        if part in problem:
            return _index(at_problem), message
    for part, message in AT_CONTEXT:
        if part in context:
            return _index(at_context), message
    return _index(at_problem), OTHERWISE


def _index(mark: object) -> int:
    return int(getattr(mark, "index", 0))

"""The example programmes that ship with the product, and reading a programme by file or by example."""

from pathlib import Path

from app.programme.parse import decode
from app.programme.refusals import UnknownExample

FOLDER = Path(__file__).with_name("examples")


def examples() -> tuple[str, ...]:
    """The names of the examples, in alphabetical order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


def example(name: str) -> str:
    """The text of an example. Raises UnknownExample."""
    if name not in examples():
        raise UnknownExample(name, examples())
    return decode((FOLDER / f"{name}.yaml").read_bytes())


def read_programme(path_or_name: str) -> str:
    """The text of a file, or of the example of that name when there is no such file.

    Raises UnknownExample when there is neither, ProgrammeMistakes when the file is no text, OSError when it cannot
    be opened.
    """
    path = Path(path_or_name)
    return decode(path.read_bytes()) if path.is_file() else example(path_or_name)

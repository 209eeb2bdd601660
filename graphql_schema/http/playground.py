"""The playground: GraphiQL, served to browsers at the endpoint's own address and needing nothing from elsewhere.

Its files are built by `playground_build` and served by `PlaygroundFiles`. While they have not been built, browsers get
a plain page that says how.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # Monaco, the editor, writes its styles into the page
        "font-src 'self' data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{style}">
<script type="application/json" id="settings">{settings}</script>
<script type="module" src="{script}"></script>
</head>
<body><div id="playground">Loading…</div></body>
</html>
"""

UNBUILT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title><link rel="icon" href="data:,"></head>
<body>
<h1>{title}</h1>
<p>The playground's files have not been built. Build them once with</p>
<pre>python -m graphql_schema.http.playground_build</pre>
<p>and load this page again. Until then, ask from a terminal:</p>
<pre>{curl}</pre>
</body>
</html>
"""


@dataclass(frozen=True)
class Playground:
    """One endpoint's playground: what it is called, what it starts with, and where its files are.

    `headers` are sent with every request until the person at the browser changes them: an `Authorization` for
    development belongs here, and nothing secret, for the page shows them. `files_url` is where `PlaygroundFiles` are
    mounted. `query` is what a first visit starts with.
    """

    title: str
    folder: Path
    query: str = "{ __typename }"
    headers: Mapping[str, str] = field(default_factory=dict)
    files_url: str = "/playground"

    def page(self, endpoint: str) -> Response:
        """The page for the endpoint at this path."""
        manifest = self._manifest
        if manifest is None:
            text = UNBUILT.format(title=escape(self.title), curl=escape(self._curl(endpoint)))
            return HTMLResponse(text, headers=HEADERS)
        settings = {"endpoint": endpoint, "title": self.title, "query": self.query, "headers": dict(self.headers)}
        text = PAGE.format(
            title=escape(self.title),
            style=escape(f"{self.files_url}/{manifest['style']}"),
            script=escape(f"{self.files_url}/{manifest['script']}"),
            settings=_inside_script(settings),
        )
        return HTMLResponse(text, headers=HEADERS)

    @property
    def _manifest(self) -> dict[str, str] | None:
        """The names of the built files, read anew as long as there are none."""
        if not (self.folder / "manifest.json").is_file():
            return None
        return self._built

    @cached_property
    def _built(self) -> dict[str, str]:
        manifest: dict[str, str] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return manifest

    def _curl(self, endpoint: str) -> str:
        headers = {"Content-Type": "application/json", **self.headers}
        named = " ".join(f"-H '{name}: {value}'" for name, value in headers.items())
        return f"curl http://127.0.0.1:8000{endpoint} {named} -d '{json.dumps({'query': self.query})}'"


class PlaygroundFiles(StaticFiles):
    """Serves the built files. Their names change with their content, so browsers may keep them for ever."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)

    async def check_config(self) -> None:
        """Accept a folder that isn't there yet: its files are not found until they are built."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or 404."""
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def _inside_script(value: Any) -> str:
    """JSON that can't end the script element it is put in."""
    return json.dumps(value).replace("<", "\\u003c")

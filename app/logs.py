"""One log for everything: JSON lines in production, readable lines in development, never a token or personal data.

Anywhere: `log = structlog.get_logger()`, then `log.info("spun", wheel="daily")`. The edge binds what belongs to every
line of a request: `with lines_with(request_id=...)`, and within that, once it is known,
`structlog.contextvars.bind_contextvars(member_id=...)`.
"""

import contextlib
import logging
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from app.settings import Settings

BLANK = "***"
# fmt: off
PRIVATE = frozenset({
    "address", "answers", "authorization", "birth_date", "birthday", "cookie", "display_name", "email", "family_name",
    "given_name", "id_token", "latitude", "location", "longitude", "name", "password", "phone", "region", "secret",
    "set_cookie", "token", "variables",
})
# fmt: on
# Tokens (bearer, JWT), partner keys, credentials inside an address, e-mail addresses: wherever in a text they stand.
PRIVATE_TEXT = re.compile(
    r"(?i:bearer\s+)[^\s\"']+"
    r"|eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?"
    r"|mgp_[0-9a-f]{16}_[\w-]+"
    r"|(?<=://)[^/\s@]+(?=@)"
    r"|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
)


def configure_logging(settings: Settings, output: TextIO | None = None) -> None:
    """Send the logs of structlog, uvicorn and every library through one formatter to `output` (standard error).

    Start uvicorn with `log_config=None`, or it replaces this set-up.
    """
    wanted = settings.log_format or ("console" if settings.development else "json")
    output = output or sys.stderr
    handler = logging.StreamHandler(output)
    handler.setFormatter(_formatter(json=wanted == "json", colours=output.isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
    for name in ("uvicorn", "uvicorn.error"):
        _let_through(logging.getLogger(name))
    # It writes whole addresses, and a GraphQL request by GET carries its variables there.
    logging.getLogger("uvicorn.access").disabled = True
    for name in (
        "pymongo",
        "httpx",
        "httpcore",
        "hpack",
        "firebase_admin",
        "taskiq",
    ):  # a line or more for each command or request
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


@contextlib.contextmanager
def lines_with(**bound: Any) -> Iterator[None]:
    """Bind this to every line until the end, and let go there of whatever was bound meanwhile, too."""
    before = structlog.contextvars.get_contextvars()
    structlog.contextvars.bind_contextvars(**bound)
    try:
        yield
    finally:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(**before)


def without_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank what must never be written: the values of private keys, and anything that looks like a token."""
    return {key: _clean(key, value) for key, value in event.items()}


def _clean(key: str, value: Any) -> Any:
    if key.lower().replace("-", "_") in PRIVATE:
        return BLANK
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Mapping):
        return {inner: _clean(str(inner), item) for inner, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", item) for item in value]
    return PRIVATE_TEXT.sub(BLANK, str(value))


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]


def _let_through(logger: logging.Logger) -> None:
    """Undo whatever another library's logging set-up has done to it."""
    logger.handlers, logger.propagate, logger.disabled = [], True, False
    logger.setLevel(logging.NOTSET)


def _formatter(*, json: bool, colours: bool) -> logging.Formatter:
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json
        else structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=structlog.dev.plain_traceback)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,  # before the cleaning: a traceback may quote a token
            without_secrets,
            renderer,
        ],
    )

"""`magpie token`: credentials for trying things out on one's own machine."""

from typing import Annotated

import typer

from app.cli.running import DataDir, run_opened, settings_with, stop
from app.clock import SystemClock
from app.identity.callers import Role
from app.identity.development import DevelopmentTokens
from app.identity.store import create_key
from app.opening import Opened
from app.settings import Settings

commands = typer.Typer(
    help="Print a token for development. Send it as: Authorization: Bearer TOKEN", no_args_is_help=True
)


@commands.command("member")
def member(
    subject: Annotated[str, typer.Argument(help="Who signs in. The demo has anna, boris and chen.")],
    data_dir: DataDir = None,
) -> None:
    """A member's token."""
    print(_development_tokens(settings_with(data_dir=data_dir)).issue_member_token(subject))


@commands.command("staff")
def staff(
    name: Annotated[str, typer.Argument(help="Who signs in.")],
    role: Annotated[list[Role], typer.Option("--role", help="A role; repeat it for several.")] = [Role.ADMIN],  # noqa: B006
    data_dir: DataDir = None,
) -> None:
    """A staff member's token."""
    print(_development_tokens(settings_with(data_dir=data_dir)).issue_staff_token(name, role))


@commands.command("partner")
def partner(
    partner_id: Annotated[str, typer.Argument(help="The partner, such as till-amsterdam.")],
    data_dir: DataDir = None,
) -> None:
    """A new key for a partner. It stays valid until it is revoked."""
    settings = settings_with(data_dir=data_dir)
    _require_development(settings)

    async def work(opened: Opened) -> None:
        key = await create_key(partner_id, partner_id, created_by="magpie token", now=SystemClock().now())
        print(key.text)

    run_opened(settings, work)


def _development_tokens(settings: Settings) -> DevelopmentTokens:
    _require_development(settings)
    return DevelopmentTokens(settings.data_dir, mode=settings.mode)


def _require_development(settings: Settings) -> None:
    if not settings.development:
        stop("Development tokens exist in development only: set MAGPIE_MODE=development.")

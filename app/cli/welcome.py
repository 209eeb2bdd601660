"""What `magpie serve --demo` says when it is ready: what to open, and a first query to paste."""

from rich.console import Console

from app.campaigns.working.opening import Way, ways_of
from app.demo import MEMBER_QUERY, Demo
from app.main import MEMBER, PARTNER, STAFF
from app.settings import Settings

console = Console(highlight=False, soft_wrap=True)


def welcome(settings: Settings, demo: Demo) -> None:
    """Print it."""
    base = f"http://{settings.host}:{settings.port}"
    console.print()
    console.print("[bold]Magpie is ready.[/bold] Open in a browser:")
    console.print(f"  {base}{MEMBER}           the member API, signed in as the demo member Anna")
    console.print(f"  {base}{PARTNER}   the partner API, with the demo shop's key")
    console.print(f"  {base}{STAFF}     the staff API, signed in with all roles")
    console.print()
    console.print("Or ask from another terminal:")
    query = " ".join(MEMBER_QUERY.split())
    console.print(f"  curl {base}{MEMBER} -H 'Content-Type: application/json' \\", markup=False)
    console.print('    -H "Authorization: Bearer $(.venv/bin/magpie token member anna)" \\', markup=False)
    console.print(f'    -d \'{{"query": "{query}"}}\'', markup=False)
    console.print()
    recorded = [channel.value for channel, way in ways_of(settings).items() if way is Way.RECORDED]
    if recorded:
        console.print(f"Recorded and not sent: messages by {', '.join(recorded)}. See .env.example to send them.")
    console.print("See next week today: .venv/bin/magpie clock advance 7d. Stop with Ctrl-C.")
    console.print()

"""The command line: `magpie serve`, `magpie import`, `magpie audit` and so on; `magpie --help` lists all."""

import typer

from app.cli import (
    audit,
    clock,
    documents,
    imports,
    keys,
    programme,
    schema,
    serve,
    simulate,
    token,
    wheel,
    words,
    worker,
)

main = typer.Typer(
    name="magpie",
    help="The backend of a gamified loyalty app.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
main.command("serve")(serve.serve)
main.command("worker")(worker.worker)
main.command("audit")(audit.audit)
main.command("simulate")(simulate.simulate)
main.command("schema")(schema.schema)
main.command("words")(words.words)
main.add_typer(programme.commands, name="programme")
main.add_typer(imports.commands, name="import")
main.add_typer(documents.commands, name="documents")
main.add_typer(token.commands, name="token")
main.add_typer(clock.commands, name="clock")
main.add_typer(wheel.commands, name="wheel")
main.add_typer(keys.commands, name="keys")

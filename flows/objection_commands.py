"""Commands about objections (异议): raise, settle, list."""

from typing import Annotated

import typer
from rich.console import Console

from flows.cli_common import Home, Json, Var, Warehouse, app, as_text, instance_of

objections = typer.Typer(no_args_is_help=True, help="What offices say against figures (异议), kept with the project.")
app.add_typer(objections, name="objections")


@objections.command("raise")
def raise_(
    project: Annotated[str, typer.Argument(help="its id, or its name")],
    unit: Annotated[str, typer.Option(help="the office that objects: its code or name")],
    about: Annotated[str, typer.Option(help="what it says")],
    board: Annotated[str, typer.Option(help="the number of an issued board; default the published one")] = "",
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Keep what an office says against a project's figures; `explain`, the digest and bi_objection show it. No figure changes."""
    from flows.objecting import raise_one

    kept = raise_one(instance_of(home, warehouse_url=warehouse, var=var), project, unit, about, board)
    typer.echo(as_text(kept) if as_json else f"异议{kept['id']}：{kept['unit']}对“{kept['project']}”（{kept['board']}）：{kept['about']}")


@objections.command()
def settle(
    number: Annotated[int, typer.Argument(help="the objection, as the list numbers it")],
    because: Annotated[str, typer.Option(help="what was decided, and why")],
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Write down what was decided about an objection. A figure changes by a mended sheet alone."""
    from flows.objecting import settle_one

    kept = settle_one(instance_of(home, warehouse_url=warehouse, var=var), number, because)
    typer.echo(as_text(kept) if as_json else f"异议{kept['id']}已办结：{kept['outcome']}")


@objections.command("list")
def list_(
    only_open: Annotated[bool, typer.Option("--open", help="those that are not settled")] = False,
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """All objections with what became of them."""
    from bulletins.inquiry import print_listing
    from flows.objecting import listed

    rows = listed(instance_of(home, warehouse_url=warehouse, var=var), only_open=only_open)
    typer.echo(as_text(rows)) if as_json else print_listing(Console(width=100), "异议", "条", rows)

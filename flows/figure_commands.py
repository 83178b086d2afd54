"""Commands about figures: issued boards, comparisons, definitions, explanations."""

from contextlib import nullcontext
from typing import Annotated

import typer
from rich.console import Console

from flows.cli_common import Home, Json, Var, Warehouse, app, as_text, day_of, instance_of


@app.command()
def issue(
    by: Annotated[str, typer.Option(help="who signs it")], no: Annotated[str, typer.Option(help="its number, 〔2022〕7号")],
    as_of: Annotated[str | None, typer.Option(help="the last figures published or restated for this date; default the published ones")] = None,
    warehouse: Warehouse = None, var: Var = None, home: Home = None,
) -> None:  # fmt: skip
    """Issue the board (印发): figures, definitions and inputs are frozen by hash, and later ranks compare with it."""
    day = day_of(as_of)
    from flows.issuing import issue as freeze

    batch, folder = freeze(instance_of(home, warehouse_url=warehouse, var=var), day, by, no)
    typer.echo(f"{no}已印发：第{batch.id}批，截至{batch.as_of}，文件在{folder}")


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="a batch, or the number of an issued board")],
    after: Annotated[str, typer.Argument(help="another")],
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """What changed between two batches or issued boards: figures, and projects."""
    from bulletins.comparison import print_differences, print_projects
    from flows.issuing import difference

    told = difference(instance_of(home, warehouse_url=warehouse, var=var), before, after)
    if as_json:
        typer.echo(as_text(told))
        return
    print_differences(Console(width=100), told["figures"])
    print_projects(Console(width=100), told["projects"])


@app.command()
def definitions(
    name: Annotated[str, typer.Argument(help="one to try: the published board under it, beside the one in force")] = "",
    as_of: Annotated[str | None, typer.Option(help="a date; default today's, or the published batch's")] = None,
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """The definitions of the rates (口径); with a name, the board under it before it takes effect."""
    day, instance = day_of(as_of), instance_of(home, warehouse_url=warehouse, var=var)
    from bulletins import comparison
    from flows.defining import listed, tried

    if name:
        told = tried(instance, name, day)
        typer.echo(as_text(told)) if as_json else comparison.print_tried(Console(width=100), told)
        return
    rows = listed(instance, day)
    typer.echo(as_text(rows)) if as_json else comparison.print_definitions(Console(width=100), rows)


@app.command()
def explain(
    measure: Annotated[str, typer.Argument(help="a rate, or a key of bi_headline; its Chinese name does too")],
    unit: Annotated[str | None, typer.Option(help="a unit's code or name")] = None,
    as_of: Annotated[str | None, typer.Option(help="as published for this date; default the last")] = None,
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """The rows behind a figure, counted and not, with file, sheet and cell; and why a unit's rank moved."""
    day = day_of(as_of)
    from bulletins.explanation import print_explanation
    from flows.explaining import explained
    from flows.progress import shown_on

    instance, console = instance_of(home, warehouse_url=warehouse, var=var), Console(width=100)
    with nullcontext() if as_json else shown_on(console, "正在查找……"):
        told = explained(instance, measure, unit, day)
    typer.echo(as_text(told)) if as_json else print_explanation(console, told)

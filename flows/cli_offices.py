"""Commands for offices and for those who keep the rules: check, template, replay, rules try."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_common import Home, Json, Var, Warehouse, app, as_text, instance_of, usual_instance

rules = typer.Typer(no_args_is_help=True, help="The rules that letters quote.")
app.add_typer(rules, name="rules")


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="workbooks to check before they are sent")],
    form: Annotated[str | None, typer.Option(help="the form, where the sheet does not name it")] = None,
    unit: Annotated[str | None, typer.Option(help="the office, where the sheet does not name it")] = None,
    period: Annotated[str | None, typer.Option(help="the period, where the sheet does not name it: 2022年6月")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="folder for annotated copies")] = None,
    home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """The night's verdict on files, with no warehouse and no account. Exit 0 clean or warnings, 1 something to mend, 2 usage."""
    from flows import checking

    instance = usual_instance(home)
    hints, units = checking.read_hints(instance, form, unit, period)
    checked = checking.check_files(instance, files, hints, units, out, date.today())
    if as_json:
        typer.echo(as_text(checking.as_rows(checked, units)))
    else:
        for one in checked:
            typer.echo("\n".join(checking.in_words(one, units)))
    raise typer.Exit(0 if all(one.passes for one in checked) else 1)


@app.command()
def answer(
    every: Annotated[int | None, typer.Option(help="go on for ever, with so many seconds between two polls", min=1)] = None,
    var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Answer what lies in the places that only check (mode = "check"); nothing is loaded. Exit 0 all answered, 1 not all, 2 usage."""
    import time

    from flows.answering import Polling, answer_all, as_rows, in_words

    while True:
        whole = False
        try:
            polled = answer_all(instance_of(home, var=var))
        except Polling as busy:
            typer.echo(f"saima: {busy}", err=True)
        else:
            whole = not any(one.look.trouble for one in polled)
            typer.echo(as_text(as_rows(polled)) if as_json else "\n".join(line for one in polled for line in in_words(one)))
        if every is None:
            raise typer.Exit(0 if whole else 1)
        time.sleep(every)


@app.command()
def template(
    form: Annotated[str, typer.Argument(help="the form: projects, funds … or its Chinese title")],
    unit: Annotated[str | None, typer.Option(help="the office; with a warehouse its last accepted rows stand in it")] = None,
    output: Annotated[Path | None, typer.Option("-o", help="the file; default the office's and the form's name")] = None,
    blank: Annotated[bool, typer.Option("--blank", help="no rows, though there is a warehouse")] = False,
    without_personal: Annotated[bool, typer.Option("--without-personal", help="leave personal fields blank")] = False,
    warehouse: Warehouse = None, home: Home = None,
) -> None:  # fmt: skip
    """A workbook to fill in: drop-downs, input rules, notes, and with a warehouse the unit's own rows."""
    from flows.templating import make_template

    instance = instance_of(home, warehouse_url=warehouse) if warehouse else usual_instance(home)
    path, rows = make_template(instance, form, unit, output, blank=blank, personal=not without_personal)
    nothing = "：空白，仓库里还没有该单位的行" if unit and not blank else ""
    typer.echo(f"{path}{f'：{rows}行' if rows else nothing}")


@app.command()
def replay(warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False) -> None:
    """Read again, under today's rules, aliases and units, what stands and what was rejected: no new sheet is asked for."""
    from flows.replaying import in_words
    from flows.replaying import replay as again

    outcome = again(instance_of(home, warehouse_url=warehouse, var=var))
    typer.echo(as_text(outcome.as_dict()) if as_json else "\n".join(in_words(outcome)))
    raise typer.Exit(1 if outcome.withheld else 0)


@rules.command("try")
def try_rule(
    rule: Annotated[str, typer.Argument(help="its code, as docs/rules.md has it")],
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Who would be told what by a rule over the kept history; nobody is told, and nothing changes."""
    from flows.trying import in_words
    from flows.trying import try_rule as over_history

    found = over_history(instance_of(home, warehouse_url=warehouse, var=var), rule)
    typer.echo(as_text(found) if as_json else "\n".join(in_words(rule, found)))

"""The command line. Heavy rooms are imported by the command that needs them: `saima --help` answers at once."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows import cli_offices, cli_outbox, figure_commands, keeping_commands, objection_commands, service_commands  # noqa: F401  # they register their commands
from flows.cli_common import Home, Json, Var, Warehouse, app, as_text, day_of, instance_of, stop
from flows.output import outlive_readers
from flows.wrong_setting import WrongSetting

if TYPE_CHECKING:
    from flows.instance import Instance
    from flows.night import Night

__all__ = ["app", "as_text", "main"]


def main() -> None:
    """Run a command: 2 for a wrong setting or usage, 3 for a machine failure, each with one line."""
    outlive_readers()
    beside = Path(sys.argv[0]).parent.resolve()  # a smbclient.py lies there, ahead of the library's
    sys.path[:] = [folder for folder in sys.path if not folder or Path(folder).resolve() != beside]
    try:
        app()
    except WrongSetting as error:
        typer.echo(f"saima: {error}", err=True)
        raise SystemExit(2) from None
    except Exception as error:
        from flows.failures import machine_failure

        typer.echo(f"saima: {machine_failure(error)}", err=True)
        raise SystemExit(3) from None


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="the new instance")]) -> None:
    """Make a new instance: saima.toml, config/ to review, inbox/ and var/."""
    from flows.instance import init as make

    kept = make(folder)
    if kept:
        typer.echo(f"kept as they were: {', '.join(kept)}")
    typer.echo(f"{folder}: review saima.toml and config/, put sheets into inbox/<unit>/, then: saima run --home {folder}")


@app.command()
def run(
    as_of: Annotated[str | None, typer.Option(help="business date; default yesterday in Asia/Shanghai")] = None,
    inbox: Annotated[list[str] | None, typer.Option(help="folder URL; may be given several times")] = None,
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """One night. Exit 0 published, 1 withheld, 2 usage or configuration, 3 machine failure."""
    day = day_of(as_of)
    instance = instance_of(home, inbox=inbox or None, warehouse_url=warehouse, var=var)
    from flows.running import check_first, run_night  # after the settings: what is wrong there is said at once

    check_first(instance, day)
    raise typer.Exit(run_night(instance, day, Console(width=100), as_json))


@app.command()
def demo(folder: Annotated[Path, typer.Option("--dir", help="where to build it")] = Path("var/demo"), as_json: Json = False) -> None:
    """Build the Kecheng county of 2022 and run its night as of 2022-06-30."""
    from examples.kecheng.inbox import build
    from flows.running import run_night

    build(folder / "inbox")
    (folder / "saima.toml").write_text('# The demo: `saima run --home` this folder.\ninbox = ["inbox"]\nvar = "."\n', encoding="utf-8")
    instance = instance_of(folder, inbox=[str((folder / "inbox").resolve())], var=folder.resolve())
    code = run_night(instance, date(2022, 6, 30), Console(width=100), as_json)
    if not as_json:
        typer.echo(f"\n仓库 {folder / 'warehouse.db'}　致各单位的信 {folder / 'returns'}　数据管理员摘要 {folder / 'outbox'}")
    raise typer.Exit(code)


@app.command()
def status(warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False) -> None:
    """Last batches, what stands, what waits for a decision; of each source when it was last read, what came, what waits and why."""
    from flows.reports import report_status

    report_status(instance_of(home, warehouse_url=warehouse, var=var), Console(width=100), as_json)


@app.command()
def publish(
    batch: int, because: Annotated[str, typer.Option(help="why, recorded")],
    warehouse: Warehouse = None, var: Var = None, home: Home = None,
) -> None:  # fmt: skip
    """Publish a withheld batch after all."""
    from flows.decisions import publish_withheld

    publish_withheld(instance_of(home, warehouse_url=warehouse, var=var), batch, because)
    typer.echo(f"第{batch}批已发布")


@app.command()
def rollback(
    batch: int, because: Annotated[str, typer.Option(help="why, recorded")] = "",
    warehouse: Warehouse = None, var: Var = None, home: Home = None,
) -> None:  # fmt: skip
    """A new batch with the claims of an old one."""
    from flows.decisions import rollback as back

    night = back(instance_of(home, warehouse_url=warehouse, var=var), batch, because)
    typer.echo(f"第{night.at.id}批已发布，数据与第{batch}批相同")


@app.command()
def accept(delivery: int, warehouse: Warehouse = None, var: Var = None, home: Home = None) -> None:
    """Let a held delivery stand."""
    from flows.decisions import accept as let

    _decided(*let(instance_of(home, warehouse_url=warehouse, var=var), delivery))


@app.command()
def withdraw(delivery: int, warehouse: Warehouse = None, var: Var = None, home: Home = None) -> None:
    """Take back a delivery that should not have come."""
    from flows.decisions import withdraw as take

    _decided(*take(instance_of(home, warehouse_url=warehouse, var=var), delivery))


def _decided(night: "Night", published: bool) -> None:
    if not published:
        stop(f"第{night.at.id}批没有发布：{'；'.join(night.failed)}", 1)
    typer.echo(f"第{night.at.id}批已发布")


@app.command()
def restate(
    day: Annotated[str, typer.Argument(help="a date, or the number of an issued board: that is made again from its own sheets")],
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Figures of a past date from what stands today, beside the published ones."""
    if day.endswith("号"):
        _made_again(instance_of(home, warehouse_url=warehouse, var=var), day, as_json)
        return
    from flows.decisions import restate as again
    from flows.reports import report_restated

    wanted = day_of(day) or stop("restate needs a date (YYYY-MM-DD)", 2)
    report_restated(again(instance_of(home, warehouse_url=warehouse, var=var), wanted), Console(width=100), as_json)


def _made_again(instance: "Instance", number: str, as_json: bool) -> None:
    from bulletins.comparison import print_differences
    from flows.issuing import make_again

    told = make_again(instance, number)
    typer.echo(as_text(told)) if as_json else print_differences(Console(width=100), told["differences"])

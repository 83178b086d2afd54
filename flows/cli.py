"""The command line. Heavy rooms are imported by the command that needs them: `saima --help` answers at once."""

import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from flows.output import outlive_readers
from flows.wrong_setting import WrongSetting

if TYPE_CHECKING:
    from flows.instance import Instance
    from flows.night import Night

app = typer.Typer(name="saima", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="赛马: a county's investment-promotion spreadsheets, checked, ranked and explained every night.")  # fmt: skip

Home = Annotated[Path | None, typer.Option("--home", help="the instance; default SAIMA_HOME, else this folder")]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]
Warehouse = Annotated[str | None, typer.Option("--warehouse", help="warehouse URL (sqlite or postgresql)")]
Var = Annotated[Path | None, typer.Option("--var", help="folder for the archive, letters and the embedded warehouse")]


def stop(error: object, code: int) -> NoReturn:
    typer.echo(f"saima: {error}", err=True)
    raise typer.Exit(code)


def main() -> None:
    """Run a command: 2 for a wrong setting or usage, 3 for a machine failure, each with one line."""
    outlive_readers()
    sys.path[:] = [folder for folder in sys.path if Path(folder) != Path(sys.argv[0]).parent]  # a smbclient.py lies beside us there
    try:
        app()
    except WrongSetting as error:
        typer.echo(f"saima: {error}", err=True)
        raise SystemExit(2) from None
    except Exception as error:
        from flows.failures import machine_failure

        typer.echo(f"saima: {machine_failure(error)}", err=True)
        raise SystemExit(3) from None


def _day(text: str | None) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError:
        stop(f"{text!r} is no date (YYYY-MM-DD)", 2)


def _instance(home: Path | None, **flags: str | Path | list[str] | None) -> "Instance":
    from flows.instance import Instance, find_home

    named = any(flags.values()) or any(name.startswith("SAIMA_") and name != "SAIMA_HOME" for name in os.environ)
    if not named and find_home(home).is_dir() and not (find_home(home) / "saima.toml").exists():
        stop(f"{find_home(home)}: no saima.toml here; `saima init DIR` makes an instance, --home names one", 2)
    return Instance(find_home(home), **{name: _from_here(value) for name, value in flags.items()})


def _from_here(value: str | Path | list[str] | None) -> str | list[str] | None:
    """A flag's relative path counts from this folder; one of saima.toml from the instance."""
    if isinstance(value, Path):
        return str(value.resolve())
    if isinstance(value, list):
        return [url if "://" in url else str(Path(url).resolve()) for url in value]
    if value and value.startswith("sqlite:///"):
        return f"sqlite:///{Path(value.removeprefix('sqlite:///')).resolve()}"
    return value


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
    day = _day(as_of)
    instance = _instance(home, inbox=inbox or None, warehouse_url=warehouse, var=var)
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
    instance = _instance(folder, inbox=[str((folder / "inbox").resolve())], var=folder.resolve())
    code = run_night(instance, date(2022, 6, 30), Console(width=100), as_json)
    if not as_json:
        typer.echo(f"\n仓库 {folder / 'warehouse.db'}　致各单位的信 {folder / 'returns'}　数据管理员摘要 {folder / 'outbox'}")
    raise typer.Exit(code)


@app.command()
def status(warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False) -> None:
    """Last batches, what stands, what waits for a decision; of each source when it was last read, what came, what waits and why."""
    from flows.reports import report_status

    report_status(_instance(home, warehouse_url=warehouse, var=var), Console(width=100), as_json)


@app.command()
def publish(
    batch: int, because: Annotated[str, typer.Option(help="why, recorded")],
    warehouse: Warehouse = None, var: Var = None, home: Home = None,
) -> None:  # fmt: skip
    """Publish a withheld batch after all."""
    from flows.decisions import publish_withheld

    publish_withheld(_instance(home, warehouse_url=warehouse, var=var), batch, because)
    typer.echo(f"batch {batch} is published")


@app.command()
def rollback(
    batch: int, because: Annotated[str, typer.Option(help="why, recorded")] = "",
    warehouse: Warehouse = None, var: Var = None, home: Home = None,
) -> None:  # fmt: skip
    """A new batch with the claims of an old one."""
    from flows.decisions import rollback as back

    night = back(_instance(home, warehouse_url=warehouse, var=var), batch, because)
    typer.echo(f"batch {night.at.id} shows what batch {batch} showed")


@app.command()
def accept(delivery: int, warehouse: Warehouse = None, var: Var = None, home: Home = None) -> None:
    """Let a held delivery stand."""
    from flows.decisions import accept as let

    _decided(*let(_instance(home, warehouse_url=warehouse, var=var), delivery))


@app.command()
def withdraw(delivery: int, warehouse: Warehouse = None, var: Var = None, home: Home = None) -> None:
    """Take back a delivery that should not have come."""
    from flows.decisions import withdraw as take

    _decided(*take(_instance(home, warehouse_url=warehouse, var=var), delivery))


def _decided(night: "Night", published: bool) -> None:
    if not published:
        stop(f"batch {night.at.id} is withheld: {'; '.join(night.failed)}", 1)
    typer.echo(f"batch {night.at.id} is published")


@app.command()
def restate(day: str, warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False) -> None:
    """Figures of a past date from what stands today, beside the published ones."""
    from flows.decisions import restate as again
    from flows.reports import report_restated

    wanted = _day(day) or stop("restate needs a date (YYYY-MM-DD)", 2)
    report_restated(again(_instance(home, warehouse_url=warehouse, var=var), wanted), Console(width=100), as_json)


def as_text(rows: object) -> str:
    """JSON with dates as ISO text."""
    return json.dumps(rows, ensure_ascii=False, indent=1, default=str)

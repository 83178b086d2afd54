"""What commands share: the app, their common options, an instance by its flags. Imports nothing heavy."""

import json
import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from flows.instance import Instance

app = typer.Typer(name="saima", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="赛马: a county's investment-promotion spreadsheets, checked, ranked and explained every night.")  # fmt: skip

Home = Annotated[Path | None, typer.Option("--home", help="the instance; default SAIMA_HOME, else this folder")]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]
Warehouse = Annotated[str | None, typer.Option("--warehouse", help="warehouse URL (sqlite or postgresql)")]
Var = Annotated[Path | None, typer.Option("--var", help="folder for the archive, letters and the embedded warehouse")]


def stop(error: object, code: int) -> NoReturn:
    typer.echo(f"saima: {error}", err=True)
    raise typer.Exit(code)


def day_of(text: str | None) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError:
        stop(f"{text!r} is no date (YYYY-MM-DD)", 2)


def instance_of(home: Path | None, **flags: str | Path | list[str] | None) -> "Instance":
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


def usual_instance(home: Path | None) -> "Instance":
    """The instance that is named or lies here; else the county as it is shipped."""
    from flows.instance import Instance, find_home

    return Instance(find_home(home))


def as_text(rows: object) -> str:
    """JSON with dates as ISO text."""
    return json.dumps(rows, ensure_ascii=False, indent=1, default=str)

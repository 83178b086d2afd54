"""Commands that keep an instance through the years: saima backup, saima restore, saima prune."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_common import Home, Json, Var, Warehouse, app, as_text, instance_of


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(help="a folder on another disk or machine, or the archive's file")],
    keep: Annotated[int | None, typer.Option(min=1, help="remove all but the newest N archives that saima named in this folder")] = None,
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """One archive of the warehouse, the configuration, every kept file and what was sent. Passwords are not in it; no night runs meanwhile."""
    from flows.backing_up import back_up

    path, gone = back_up(instance_of(home, warehouse_url=warehouse, var=var), to, keep)
    if as_json:
        typer.echo(as_text({"archive": path, "bytes": path.stat().st_size, "removed": gone}))
        return
    typer.echo(f"{path}（{path.stat().st_size / 1_000_000:.1f} MB）" + "".join(f"\n已删除旧备份 {old}" for old in gone))


@app.command()
def restore(
    archive: Annotated[Path, typer.Argument(help="an archive of saima backup")],
    home: Annotated[Path, typer.Option("--home", help="the instance's new folder: it holds nothing yet")],
    warehouse: Warehouse = None, var: Var = None,
) -> None:  # fmt: skip
    """An instance as it was when it was backed up, in a new folder and an empty database. Nothing is overwritten."""
    from flows.restoring import bring_back

    flags = {"warehouse_url": warehouse, "var": str(var.resolve()) if var else None}
    typer.echo(f"{bring_back(archive, home, **flags).home}：已恢复。请再运行 saima doctor --home {home}")


@app.command()
def prune(
    days: Annotated[int, typer.Option(min=31, help="letters, digests and logs that are older go")] = 400,
    var: Var = None, home: Home = None,
) -> None:  # fmt: skip
    """Remove old letters, digests and logs below var/. What figures stand on is never removed."""
    from flows.pruning import prune as remove

    typer.echo(f"{len(remove(instance_of(home, var=var), days))} removed")

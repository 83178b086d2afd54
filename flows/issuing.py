"""Issuing a board, comparing two, and making an issued one again from its own claims."""

from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.decisions import restate_claims
from flows.explaining import shown_batch
from flows.instance import Instance
from flows.night import Night, prepare
from flows.wrong_setting import WrongSetting
from warehouse import batches
from warehouse.batches import Batch
from warehouse.figures import compare, read_figures
from warehouse.issued import Board, NotIssued, batch_of, freeze, read_board
from warehouse.naming import field_label, labelled, read_namer
from warehouse.project_changes import read_changes


def issue(instance: Instance, day: date | None, by: str, number: str) -> tuple[Batch, Path]:
    """Freeze the board of a day (of the published batch, else the last made for it) and write its files. Raises WrongSetting."""
    night = prepare(instance)
    if not by.strip() or not number.strip() or set(number) & set("/\\:\0\n"):
        raise WrongSetting("an issued board has a number (〔2022〕7号) and somebody who signs it; the number names a folder")
    folder = instance.var / "issued" / number.strip()
    with night.db.night_lock(instance.var):
        batch = _to_issue(night, day)
        with night.db.engine.begin() as connection:
            try:
                files = freeze(connection, batch, number.strip(), by.strip(), night.today, definitions(instance), version("saima"))
            except NotIssued as error:
                raise WrongSetting(str(error)) from None
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (folder / name).write_bytes(content)
    return batch, folder


def _to_issue(night: Night, day: date | None) -> Batch:
    if day is None:
        return shown_batch(night, None)
    with night.db.engine.connect() as connection:
        number = batch_of(connection, day)
    found = batches.find(night.db, number) if number else None
    if found is None:
        raise WrongSetting(f"no figures of {day} are published; `saima restate {day}` makes them")
    return found[0]


def definitions(instance: Instance) -> bytes:
    """The configuration that figures depend on, every file with its name ahead."""
    paths = sorted(p for p in instance.config.rglob("*") if p.is_file())
    return b"".join(f"# == {p.relative_to(instance.config).as_posix()}\n".encode() + p.read_bytes() + b"\n" for p in paths)


def make_again(instance: Instance, number: str) -> dict[str, Any]:
    """The issued board made again from the claims of its batch by this code: what differs, previous ranks aside. Raises WrongSetting."""
    night = prepare(instance)
    board = _board(night, number)
    found = batches.find(night.db, board.batch)
    assert found is not None
    again = restate_claims(instance, board.as_of, found[0].claims)
    with again.db.engine.connect() as connection:
        named = read_namer(connection, [again.at.id])
        differences = labelled(compare(board.figures, read_figures(connection, again.at.id), beside=False), named)
    return {"number": number, "as_of": str(board.as_of), "batch": again.at.id, "is_whole": board.is_whole, "differences": differences}


def difference(instance: Instance, first: str, second: str) -> dict[str, Any]:
    """What changed between two batches or issued boards: figures, and the projects of their batches. Raises WrongSetting."""
    night = prepare(instance)
    sides = [_side(night, said) for said in (first, second)]
    with night.db.engine.connect() as connection:
        former, latter = (board.figures if board else read_figures(connection, number) for number, board in sides)
        projects = read_changes(connection, sides[0][0], sides[1][0])
        named = read_namer(connection, [number for number, _ in sides])
    changed = [row | {"field_label": field_label(row["field"])} for row in projects]
    return {"before": first, "after": second, "figures": labelled(compare(former, latter), named), "projects": changed}


def _side(night: Night, said: str) -> tuple[int, Board | None]:
    """A batch's number, and the board where `said` is that of one."""
    if not said.isdecimal():
        board = _board(night, said)
        return board.batch, board
    found = batches.find(night.db, int(said))
    if found is None or found[1] == "candidate":
        raise WrongSetting(f"there is no batch {said}; `saima status` lists the last ones")
    return found[0].id, None


def _board(night: Night, number: str) -> Board:
    with night.db.engine.connect() as connection:
        try:
            return read_board(connection, number)
        except NotIssued as error:
            raise WrongSetting(str(error)) from None

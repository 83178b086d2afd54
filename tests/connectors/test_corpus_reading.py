"""Every awkward workbook of the corpus: the pool survives them all, and no filled cell is lost."""

import csv
from pathlib import Path

import pytest

from connectors.sandbox import Death, Sandbox
from connectors.workbook import Unreadable
from tests.connectors.reading_tasks import Outcome, read_all

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
#: Refused on purpose, or by a limit, although two readers agree on their cells.
REFUSED = {
    "hostile/5aa65f91-duplicate-filename.xlsx": "two members of one name: readers choose differently",
}
#: Killed by a limit although calamine alone reads them.
TOO_HUNGRY = {
    "hostile/e8b99584-51535.xls": "65,536 × 256 cells: 1.2 GB in calamine",
    "hostile/5a8ea676-apachepoi_51535.xls.xlsb": "the same, saved as .xlsb",
}
#: Read in part, and said so.
DOUBTED = {"hostile/c5c97007-sample-beta.xlsx": "its cells point at shared texts that the package does not have"}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus of awkward workbooks is not at {CORPUS}")


@pytest.fixture(scope="module")
def manifest() -> dict[str, dict[str, str]]:
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file, delimiter="\t")}


@pytest.fixture(scope="module")
def outcomes(manifest: dict[str, dict[str, str]]) -> dict[str, Outcome | Death]:
    paths = [CORPUS / name for name in manifest]
    found: dict[str, Outcome | Death] = {}
    with Sandbox(workers=2, preload=["polars", "python_calamine", "connectors.workbook"]) as box:
        for chunk, result in box.map(read_all, [paths[at : at + 25] for at in range(0, len(paths), 25)]):
            each = [result] if isinstance(result, Death) else result
            found |= {path.relative_to(CORPUS).as_posix(): outcome for path, outcome in zip(chunk, each, strict=True)}
    return found


def test_every_file_has_an_outcome(manifest: dict[str, dict[str, str]], outcomes: dict[str, Outcome | Death]) -> None:
    assert set(outcomes) == set(manifest)


def test_children_die_only_of_files_that_kill_their_reader(
    manifest: dict[str, dict[str, str]], outcomes: dict[str, Outcome | Death]
) -> None:
    dead = {name: outcome.reason for name, outcome in outcomes.items() if isinstance(outcome, Death)}
    killers = {name for name in dead if manifest[name]["calamine"].startswith("SIGNAL")}
    assert set(dead) - killers == set(TOO_HUNGRY)
    assert set(dead.values()) == {"memory"}


def test_the_count_is_that_on_which_two_readers_agree(manifest: dict[str, dict[str, str]], outcomes: dict[str, Outcome | Death]) -> None:
    agreed = [n for n, row in manifest.items() if row["calamine_nonempty"] and row["calamine_nonempty"] == row["openpyxl_nonempty"]]
    ours = {name: str(o[0]) if isinstance(o := outcomes[name], tuple) else repr(o) for name in agreed if name not in REFUSED}
    assert len(agreed) > 100
    assert ours == {name: manifest[name]["calamine_nonempty"] for name in ours}
    assert all(isinstance(outcomes[name], Unreadable) for name in REFUSED)


def test_doubts_are_few_and_known(outcomes: dict[str, Outcome | Death]) -> None:
    read = {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, tuple)}
    assert len(read) > 200
    assert {name for name, outcome in read.items() if outcome[2]} == set(DOUBTED)


def test_encrypted_files_are_told_apart_from_broken_ones(manifest: dict[str, dict[str, str]], outcomes: dict[str, Outcome | Death]) -> None:
    """Those that Excel's own default password opens are read."""
    locked = {name for name, row in manifest.items() if row["calamine"].endswith("PasswordError") and not isinstance(outcomes[name], tuple)}
    told = {name for name in locked if isinstance(o := outcomes[name], Unreadable) and o.rule == "file_encrypted"}
    assert told == locked

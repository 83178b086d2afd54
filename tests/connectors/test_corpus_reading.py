"""Every awkward workbook of the corpus: the pool survives them all, and no filled cell is lost."""

import pytest

from connectors.sandbox import Death
from connectors.workbook import Unreadable
from tests.connectors import reading_page
from tests.connectors.reading_page import CORPUS, PAGE, Manifest, Outcomes

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
def manifest() -> Manifest:
    return reading_page.manifest()


@pytest.fixture(scope="module")
def outcomes(manifest: Manifest) -> Outcomes:
    return reading_page.outcomes(manifest)


def test_every_file_has_an_outcome(manifest: Manifest, outcomes: Outcomes) -> None:
    assert set(outcomes) == set(manifest)


def test_children_die_only_of_files_that_kill_their_reader(manifest: Manifest, outcomes: Outcomes) -> None:
    dead = {name: outcome.reason for name, outcome in outcomes.items() if isinstance(outcome, Death)}
    killers = {name for name in dead if manifest[name]["calamine"].startswith("SIGNAL")}
    assert set(dead) - killers == set(TOO_HUNGRY)
    assert set(dead.values()) == {"memory"}


def test_the_count_is_that_on_which_two_readers_agree(manifest: Manifest, outcomes: Outcomes) -> None:
    agreed = [n for n, row in manifest.items() if row["calamine_nonempty"] and row["calamine_nonempty"] == row["openpyxl_nonempty"]]
    ours = {name: str(o[0]) if isinstance(o := outcomes[name], tuple) else repr(o) for name in agreed if name not in REFUSED}
    assert len(agreed) > 100
    assert ours == {name: manifest[name]["calamine_nonempty"] for name in ours}
    assert all(isinstance(outcomes[name], Unreadable) for name in REFUSED)


def test_doubts_are_few_and_known(outcomes: Outcomes) -> None:
    read = {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, tuple)}
    assert len(read) > 200
    assert {name for name, outcome in read.items() if outcome[2]} == set(DOUBTED)


def test_encrypted_files_are_told_apart_from_broken_ones(manifest: Manifest, outcomes: Outcomes) -> None:
    """Those that Excel's own default password opens are read."""
    locked = {name for name, row in manifest.items() if row["calamine"].endswith("PasswordError") and not isinstance(outcomes[name], tuple)}
    told = {name for name in locked if isinstance(o := outcomes[name], Unreadable) and o.rule == "file_encrypted"}
    assert told == locked


def test_the_pages_table_of_the_corpus_is_current(manifest: Manifest, outcomes: Outcomes) -> None:
    """`python -m tests.connectors.reading_page` writes it anew."""
    assert reading_page.split(PAGE.read_text(encoding="utf-8"))[1] == reading_page.corpus(manifest, outcomes)

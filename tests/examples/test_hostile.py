"""An office's workbook replaced by one that no reader should meet: the other offices' figures stay."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from examples.kecheng.first_half import KECHENG
from examples.kecheng.inbox import build
from tests.examples.compared import differences
from tests.sheets import Home

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "hostile"
HOSTILE = (
    "0a889ff4-attack_quadratic_blowup.ods",
    "112dc3bf-TestFail_Binary.xls",
    "16dba590-Test_git_issue_242_xor_pwd_password.xls",
    "17335147-agile_AES256_SHA512_CBC_pwd_password.xlsx",
    "36fb1a14-Test_git_issue_382_oom.xls",
    "51d66e80-Test_Issue_12556_corrupt.xls",
    "e568fb71-Test10x10000.xlsx",
    "5a5f1aff-as3xls_BIFF2.xls",
    "002b86de-clusterfuzz-testcase-minimized-POIXSSFFuzzer-6448258963341312.xlsx",
    "c8c324f7-Test_git_issue_5.xls",
)
OFFICE, FILE = "石室乡", "石室乡台账（6月）.xls"
pytestmark = [
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus of awkward workbooks is not at {CORPUS}"),
    pytest.mark.xdist_group("hostile"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The county after a night in which one office had sent nothing yet."""
    folder = tmp_path_factory.mktemp("hostile")
    home = Home(folder / "home", f"sqlite:///{folder / 'warehouse.db'}")
    build(home.inbox)
    (home.inbox / OFFICE / FILE).unlink()
    home.night()
    return home


@pytest.mark.parametrize("name", HOSTILE)
def test_the_other_offices_figures_stay(name: str, home: Home) -> None:
    sent = home.inbox / OFFICE / f"石室乡台账（6月）{Path(name).suffix}"
    shutil.copyfile(CORPUS / name, sent)
    night = home.night()
    sent.unlink()
    assert (night.failed, len(night.arrived)) == ([], 1)
    others = replace(KECHENG, workbooks=tuple(book for book in KECHENG.workbooks if book.path != f"{OFFICE}/{FILE}"))
    assert differences(home, others) == {}

"""What a unit's profile says of its workbooks: the sheet, the header's row, and known wrong cells."""

import shutil
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from connectors.child import ChunkRead, Job, ReadSettings, read_chunk
from flows.instance import SHIPPED
from schemas.profiles import read_profiles
from tests.connectors.told import read
from tests.schemas.surroundings import JUNE, UNITS
from tests.sheets import AS_OF, ledger, project

Rule = tuple[str, str, str]
CORRECTION = """
[[projects.correction]]
row = "甲项目"
field = "total_investment"
expect = "50000"
value = "5亿元"
reason = "单位写成了万元，已与石梁镇核对"
reported = 2022-07-01
"""


def chunk(folder: Path, profile: str, file: str = "台账.xlsx") -> ChunkRead:
    """台账.xlsx of `folder` read under a profile of 石梁镇."""
    config = folder / "config"
    if not config.exists():
        shutil.copytree(SHIPPED, config)
        (config / "profiles").mkdir(exist_ok=True)
    (config / "profiles" / "石梁镇.toml").write_text(profile, encoding="utf-8")
    read_profiles(config / "profiles", UNITS, JUNE)
    staging = folder / f"staging{len(list(folder.iterdir()))}"  # a setting is remembered by its folders
    return read_chunk(ReadSettings(config, staging, "柯城区"), [Job(1, folder / file, file, "330802100", AS_OF)])


def told(found: ChunkRead) -> list[Rule]:
    if "told" not in found.frames:
        return []
    return [(r["rule"], r["cell"], r["got"]) for r in pl.read_ipc_stream(found.frames["told"]).iter_rows(named=True)]


def amounts(found: ChunkRead) -> list[object]:
    return list(pl.read_ipc_stream(found.frames["projects"])["total_investment"])


ROWS = ledger("石梁镇", [project("甲项目", **{"总投资（亿元）": 50000}), project("乙项目")])


def test_cell_corrected(tmp_path: Path) -> None:
    """Told by "cell_corrected" every time, until the office mends the cell."""
    read(tmp_path, ROWS)
    found = chunk(tmp_path, CORRECTION)
    assert told(found) == [("cell_corrected", "E4", "50000")]
    assert amounts(found) == [500_000_000, 100_000_000]
    by_cell = CORRECTION.replace('row = "甲项目"\nfield = "total_investment"', 'file = "台账*.xlsx"\ncell = "E4"')
    assert amounts(chunk(tmp_path, by_cell)) == [500_000_000, 100_000_000]
    elsewhere = by_cell.replace("台账*", "7月*")
    assert amounts(chunk(tmp_path, elsewhere))[0] == 50000 * 10**8


def test_correction_outdated(tmp_path: Path) -> None:
    """What the office has mended is read as it stands, and "correction_outdated" says that the correction may go."""
    read(tmp_path, ledger("石梁镇", [project("甲项目", **{"总投资（亿元）": 6}), project("乙项目")]))
    found = chunk(tmp_path, CORRECTION)
    assert told(found) == [("correction_outdated", "E4", "6")]
    assert amounts(found) == [600_000_000, 100_000_000]


@pytest.mark.parametrize(("where", "gone"), [
    ('file = "台账.xlsx"\nrow = "丙项目"\nfield = "total_investment"', True), ('file = "台账.xlsx"\ncell = "E99"', True),
    ('file = "台账.xlsx"\nsheet = "五月"\ncell = "E4"', True), ('file = "台账.xlsx"\ncell = "E4"', False),
    ('file = "7月*"\ncell = "E99"', False), ('row = "丙项目"\nfield = "total_investment"', False),
])  # fmt: skip
def test_correction_gone(tmp_path: Path, where: str, gone: bool) -> None:
    """By "correction_gone" a correction whose row was deleted is not forgotten without a word; one of another file is not spoken of."""
    read(tmp_path, ROWS)
    profile = CORRECTION.replace('row = "甲项目"\nfield = "total_investment"', where)
    assert [rule for rule, _, _ in told(chunk(tmp_path, profile)) if rule != "cell_corrected"] == ["correction_gone"] * gone


@pytest.mark.parametrize("rows", [[*ROWS[:3], ["本月无变化"]], {"六月": ROWS, "五月": ledger("石梁镇", [project("丁项目")], month=5)}])
def test_a_correction_that_is_not_gone(tmp_path: Path, rows: object) -> None:
    """A sheet that says 本月无变化 lists nothing, and another month's sheet of the file need not have the row."""
    read(tmp_path, rows)
    found = chunk(tmp_path, CORRECTION.replace("row =", 'file = "台账.xlsx"\nrow ='))
    assert "correction_gone" not in [rule for rule, _, _ in told(found)]


def test_the_profile_names_the_sheet(tmp_path: Path) -> None:
    both = {"汇总": ROWS[:4], "台账": ledger("石梁镇", [project("丙项目")])}
    read(tmp_path, both)
    assert len(amounts(chunk(tmp_path, ""))) == 2
    found = chunk(tmp_path, '[projects]\nsheet = "台账"\n')
    assert (told(found), amounts(found)) == ([], [100_000_000])


def test_the_profile_names_the_headers_row(tmp_path: Path) -> None:
    """Two rows may be the header; the fuller one is last month's."""
    small = [["项目名称", "投资方", "总投资（亿元）"], ["丁项目", "某公司", 2]]
    read(tmp_path, [["2022年6月招商项目台账"], *small])
    found = chunk(tmp_path, "[projects]\nheader_row = 2\n")
    assert (told(found), amounts(found)) == ([], [200_000_000])


def test_profile_outdated(tmp_path: Path) -> None:
    read(tmp_path, ROWS)
    found = chunk(tmp_path, '[projects]\nsheet = "六月"\nheader_row = 9\n')
    assert [(rule, got) for rule, _, got in told(found)] == [("profile_outdated", "sheet = 六月"), ("profile_outdated", "header_row = 9")]
    assert len(amounts(found)) == 2


@pytest.mark.parametrize(("text", "says"), [
    ("[projects]\nsheet = 3\n", "sheet"), ("[projects]\nheader_row = 0\n", "header_row"), (CORRECTION.replace("5亿元", "很多"), "does not read"),
    (CORRECTION.replace('expect = "50000"\n', ""), "expect is missing"), (CORRECTION.replace("2022-07-01", '"7月"'), "reported"),
    (CORRECTION.replace("total_investment", "nothing"), "no field"), (CORRECTION.replace('row = "甲项目"\n', ""), "either cell"),
    (CORRECTION + 'cell = "E4"\n', "either cell"), (CORRECTION + "colour = 1\n", "unknown"), (CORRECTION.replace("单位写成了万元，已与石梁镇核对", " "), "reason"),
])  # fmt: skip
def test_a_slip_in_a_profile_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "石梁镇.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=says):
        read_profiles(tmp_path, UNITS, JUNE)


def test_a_correction_is_of_the_read_row_alone(tmp_path: Path) -> None:
    """The sheet's own cells stay as they are: what is kept of a row is what the office wrote."""
    read(tmp_path, ROWS)
    chunk(tmp_path, CORRECTION)
    assert openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]["E4"].value == 50000


def test_a_correction_names_a_row_by_its_project_whatever_stands_left_of_it(tmp_path: Path) -> None:
    rows = [*ROWS[:2], *([chain, *row] for chain, row in zip(("产业链", "光电", "轴承"), ROWS[2:], strict=True))]
    read(tmp_path, rows)
    assert amounts(chunk(tmp_path, CORRECTION)) == [500_000_000, 100_000_000]

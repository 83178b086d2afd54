"""Objections (异议): kept with the project and its board, shown where the figure is asked about, and no figure moves."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.explaining import explained
from flows.issuing import issue
from flows.objecting import listed, raise_one, settle_one
from flows.wrong_setting import WrongSetting
from tests.sheets import AS_OF, Home, project

NUMBER = "〔2022〕7号"
pytestmark = pytest.mark.xdist_group("objections")


@pytest.fixture(scope="module")
def home(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"), shared_url)
    home.ledger("石梁镇", [project("甲"), project("乙"), project("乙", "另一家公司")])
    home.night()
    issue(home.instance, None, "局长", NUMBER)
    return home


def test_an_objection_stays_with_its_project_until_it_is_settled(home: Home) -> None:
    before = home.figures()
    kept = raise_one(home.instance, "甲", "石梁镇", "5月已供地，请核对 13812345678", NUMBER)
    assert (kept["unit"], kept["board"], kept["settled_on"]) == ("石梁镇", NUMBER, None)
    assert kept["about"] == "5月已供地，请核对 138********", "no phone is kept"
    home.ledger("石梁镇", [project("甲", 备注="改"), project("乙"), project("乙", "另一家公司")])
    home.night()
    assert home.figures().keys() == before.keys() and home.figures()["headline"] == before["headline"]
    digest = max((home.folder / "var" / "outbox").glob("*-data-officer.txt")).read_text(encoding="utf-8")
    assert "待办结的异议" in digest and "石梁镇对“甲”：5月已供地" in digest
    told = explained(home.instance, "landing", "石梁镇", None)
    assert [(o["project_name"], o["settled_on"]) for o in told["objections"]] == [("甲", None)]

    settled = settle_one(home.instance, kept["id"], "已核实，供地批文为6月30日后")
    assert settled["settled_on"] and listed(home.instance, only_open=True) == []
    rows = home.rows("SELECT project_name, unit_name, number, as_of, outcome FROM bi_objection")
    assert [(r["project_name"], r["unit_name"], r["number"], str(r["as_of"])) for r in rows] == [("甲", "石梁镇", NUMBER, str(AS_OF))]
    with pytest.raises(WrongSetting, match="no open objection"):
        settle_one(home.instance, kept["id"], "再来一次")


@pytest.mark.parametrize(
    ("what", "said"),
    [(("丙", "石梁镇", "……", ""), "no project 丙"), (("乙", "石梁镇", "……", ""), "2 projects are named 乙"), (("甲", "某镇", "……", ""), "no unit '某镇'"),
     (("甲", "石梁镇", " ", ""), "--about"), (("甲", "石梁镇", "……", "〔2022〕8号"), "no board 〔2022〕8号 was issued")],
)  # fmt: skip
def test_what_cannot_be_objected_to_is_one_clear_line(home: Home, what: tuple[str, str, str, str], said: str) -> None:
    with pytest.raises(WrongSetting, match=said):
        raise_one(home.instance, *what)


def test_the_commands_say_it_in_chinese(tmp_path: Path) -> None:
    home = Home(tmp_path, f"sqlite:///{tmp_path / 'warehouse.db'}")
    home.ledger("石梁镇", [project("甲")])
    home.night()
    (tmp_path / "saima.toml").write_text('warehouse_url = "sqlite:///warehouse.db"\n', encoding="utf-8")

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["objections", *words, "--home", str(tmp_path)])
        assert done.exit_code == 0, done.output
        return done.output

    assert "异议1：石梁镇对“甲”（第1批）：[5月]已供地" in run("raise", "甲", "--unit", "石梁镇", "--about", "[5月]已供地")
    assert "异议1已办结：按台账更正" in run("settle", "1", "--because", "按台账更正")
    assert "按台账更正" in run("list") and "（0条）" in run("list", "--open")

"""`saima check`: the same verdict as the night's, without what a night needs."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from flows.checking import Hints, check_files, in_words, read_hints
from flows.instance import Instance
from flows.wrong_setting import WrongSetting
from tests.commands import saima
from tests.sheets import Home, ledger, project, write

TODAY = date(2022, 6, 30)


def wrong(tmp_path: Path, unit: str = "石梁镇") -> Path:
    rows = [
        project("甲", 开工时间="已开工"),
        project("乙", 签约时间="2022年5月"),
        project("丙", 用地方式=""),
        project("丁", 供地时间="2022-01-01"),
    ]
    return write(tmp_path / "表.xlsx", ledger(unit, rows))


def test_it_says_what_the_night_says(tmp_path: Path) -> None:
    path = wrong(tmp_path)
    checked = check_files(Instance(tmp_path), [path], Hints(), read_hints(Instance(tmp_path), None, None, None)[1], None, TODAY)
    home = Home(tmp_path / "home", f"sqlite:///{tmp_path / 'warehouse.db'}")
    (home.inbox / "石梁镇").mkdir()
    (home.inbox / "石梁镇" / path.name).write_bytes(path.read_bytes())
    home.night()
    told = {(f.rule, f.cell, f.fingerprint) for f in checked[0].findings}
    assert told == {
        (r["rule"], r["cell"], r["fingerprint"]) for r in home.rows("SELECT rule, cell, fingerprint FROM finding WHERE to_batch IS NULL")
    }
    assert {rule for rule, *_ in told} == {"date_done_word", "date_imprecise", "signed_without_land_mode", "dates_out_of_order"}


def test_the_command_prints_writes_copies_and_exits_by_the_verdict(tmp_path: Path) -> None:
    path = wrong(tmp_path)
    said = saima("check", path, "--out", tmp_path / "out", cwd=tmp_path)
    assert said.code == 1 and said.out.startswith("【需修改】《表.xlsx》：需修改1条") and "J4" in said.out and "石梁镇" in said.out, said
    assert openpyxl.load_workbook(tmp_path / "out" / "表.xlsx").sheetnames[0] == "问题清单"
    good = write(tmp_path / "好.xlsx", ledger("石梁镇", [project("甲")]))
    assert saima("check", good, cwd=tmp_path).code == 0
    said = saima("check", good, path, "--json", cwd=tmp_path)
    first, second = json.loads(said.out)
    assert said.code == 1 and first["passes"] and first["findings"] == [] and second["findings"][0]["severity"] in ("reject", "warn")
    for bad in (
        ["check", tmp_path / "none.xlsx"],
        ["check", good, "--unit", "火星"],
        ["check", good, "--form", "nothing"],
        ["check", good, "--period", "去年"],
        ["check"],
    ):
        assert saima(*bad, cwd=tmp_path).code == 2


def test_flags_say_what_the_sheet_leaves_open(tmp_path: Path) -> None:
    rows = ledger("石梁镇", [project("甲")])
    bare = write(tmp_path / "无题.xlsx", rows[2:])
    instance = Instance(tmp_path)
    hints, units = read_hints(instance, "projects", "航埠镇", "2022年5月")
    done = check_files(instance, [bare], hints, units, None, TODAY)[0]
    assert [(d.form, units.by_code[d.unit].name, d.period) for d in done.deliveries] == [("projects", "航埠镇", "2022-05")]
    own = check_files(instance, [write(tmp_path / "有题.xlsx", rows)], hints, units, None, TODAY)[0]
    assert [units.by_code[d.unit].name for d in own.deliveries] == ["石梁镇"], "a sheet's own line goes before a flag"
    with pytest.raises(WrongSetting):
        read_hints(instance, None, "没有这个单位", None)


def test_only_rows_of_data_are_counted_and_a_sheet_without_one_is_told_so(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    hints, units = read_hints(instance, None, None, None)
    full = write(
        tmp_path / "六月.xlsx", ledger("石梁镇", [project("甲"), project("乙")], extra=[["合计", None, None, None, 2], ["填表人：某某"]])
    )
    empty = write(tmp_path / "空.xlsx", ledger("石梁镇", []))
    said = [list(in_words(one, units))[1] for one in check_files(instance, [full, empty], hints, units, None, TODAY)]
    assert said == [
        "  读作：招商项目台账，石梁镇，2022-06，2行",
        "  读作：招商项目台账，石梁镇，2022-06，没有数据行（确实没有变化的，请写一行“本月无变化”）",
    ]


def test_a_file_that_cannot_be_read_is_one_finding_with_its_list(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    instance = Instance(tmp_path)
    done = check_files(instance, [tmp_path / "坏.xlsx"], Hints(), read_hints(instance, None, None, None)[1], tmp_path / "out", TODAY)[0]
    assert [f.rule for f in done.findings] == ["file_unreadable"] and not done.passes and Path(done.copy).exists()


def test_it_loads_no_prefect_gx_or_sqlalchemy(tmp_path: Path) -> None:
    path = wrong(tmp_path)
    (tmp_path / "saima.toml").write_text('[[source]]\nname = "自查"\nurl = "drop"\nmode = "check"\n', encoding="utf-8")
    write(tmp_path / "drop" / "表.xlsx", ledger("石梁镇", [project("甲")]))
    script = (
        "import sys\nfrom flows.cli import app\n"
        f"try:\n    app(['check', {str(path)!r}, '--out', {str(tmp_path / 'out')!r}], standalone_mode=False)\nexcept SystemExit:\n    pass\n"
        "app(['answer'], standalone_mode=False)\n"  # the drop folder holds another
        "print('loaded', sorted({m.split('.')[0] for m in sys.modules} & {'prefect', 'great_expectations', 'sqlalchemy', 'alembic'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert "loaded []" in done.stdout and "答复1份" in done.stdout, done


def test_a_likely_column_is_proposed_with_the_line_that_accepts_it(tmp_path: Path) -> None:
    rows = ledger("石梁镇", [project("甲")])
    rows[2] = ["项目投资总额（亿元）" if c == "总投资（亿元）" else c for c in rows[2]]
    path = write(tmp_path / "表.xlsx", rows)
    units = read_hints(Instance(tmp_path), None, None, None)[1]
    (done,) = check_files(Instance(tmp_path), [path], Hints(), units, None, TODAY)
    said = "\n".join(in_words(done, units))
    assert "可能是“总投资”" in said
    assert 'config/profiles/330802100.toml：[projects.aliases] "项目投资总额（亿元）" = "total_investment"' in said

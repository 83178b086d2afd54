"""The commands as a user runs them: what is printed, where, and the exit code."""

import fcntl
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows import instance as instances
from flows.instance import Instance
from flows.night import prepare
from flows.wrong_setting import WrongSetting
from tests.commands import SAIMA, Said, bare_environment, prefect_api, saima, saima_alone
from tests.sheets import ledger, project, write

pytestmark = pytest.mark.xdist_group("commands")  # one server of Prefect serves all
SECRET = "geheim"
SOURCE = f"memory://clerk:{SECRET}@store/none"


def one_line(said: Said, code: int, *parts: str) -> None:
    assert said.code == code, said
    assert said.out == ""
    assert said.err.startswith("saima: ") and said.err.count("\n") == 1, said.err
    for part in parts:
        assert part in said.err


@dataclass
class County:
    """An instance after its first night, and what that night printed."""

    home: Path
    first: Said


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    folder = tmp_path_factory.mktemp("cli")
    made = saima_alone("init", "县", cwd=folder)
    assert (made.code, made.err) == (0, "")
    home = folder / "县"
    write(home / "inbox" / "石梁镇" / "6月台账.xlsx", ledger("石梁镇", [project("甲"), project("乙", 开工时间="已开工")]))
    night = saima_alone("run", "--home", "县", "--as-of", "2022-06-30", cwd=folder, SAIMA_INBOX=json.dumps(["inbox", SOURCE]))
    return County(home, night)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """An instance that had no night yet."""
    instances.init(tmp_path)
    return tmp_path


def test_a_night_prints_the_settings_then_the_figures(county: County) -> None:
    assert (county.first.code, county.first.err) == (0, "")
    assert f"home = {county.home}" in county.first.out
    for part in ("截至2022-06-30", "签约率", "落地率", "开工率", "资金到位率", "签约未供地：1个", "石梁镇（需修改1）"):
        assert part in county.first.out


def test_a_password_is_masked_and_kept_nowhere(county: County) -> None:
    assert "memory://***@store/none" in county.first.out and SECRET not in county.first.out
    kept = [p for p in county.home.rglob("*") if p.is_file() and SECRET.encode() in p.read_bytes()]
    assert kept == []


def test_run_with_json_prints_json_and_flags_win(county: County, tmp_path: Path) -> None:
    """From another folder: relative flags count from there, and toml < SAIMA_* < flags hold inside the flow."""
    write(tmp_path / "sheets" / "航埠镇" / "6月台账.xlsx", ledger("航埠镇", [project("丙", 供地时间="2022-05-01")]))
    said = saima(
        "run", "--json", "--home", county.home, "--inbox", "sheets", "--var", "mine", "--as-of", "2022-06-30",
        cwd=tmp_path, SAIMA_INBOX='["nowhere"]', SAIMA_VAR="env", SAIMA_WAREHOUSE_URL="sqlite:///elsewhere.db",
    )  # fmt: skip
    assert (said.code, said.err) == (0, "")
    assert {row["project_name"] for row in said.json["backlog"]} == {"丙"}
    assert said.json["withheld"] == ""
    assert (county.home / "elsewhere.db").exists() and (tmp_path / "mine" / "night.lock").exists()
    assert not (county.home / "env").exists() and {p.name for p in tmp_path.iterdir()} == {"sheets", "mine"}


def test_status_restate_and_rollback(county: County) -> None:
    told = saima("status", "--home", county.home)
    assert (told.code, told.err) == (0, "") and "采用中的报送（1份）" in told.out and "6月台账.xlsx" in told.out
    assert "最近的批次（1个）" in told.out and "待确认的报送（0份）" in told.out
    for words in (
        ("编号", "种类", "状态", "数据截至"),
        ("汇总", "已发布"),
        ("单位", "报表", "所属期", "文件", "入库行数"),
        ("招商项目台账",),
    ):
        assert any(all(word in line for word in words) for line in told.out.splitlines()), words
    again = saima("restate", "2022-02-28", "--home", county.home, "--json")
    figures = {row["key"]: (row["value"], row["published"], row["difference"]) for row in again.json["headline"]}
    assert (again.code, again.json["as_of"], figures["signed_100m"]) == (0, "2022-02-28", (0, 1, -1))
    assert (again.json["published_batch"], again.json["published_as_of"]) == (1, "2022-06-30")
    table = saima("restate", "2022-02-28", "--home", county.home).out.splitlines()
    assert any(all(head in line for head in ("指标", "重述", "已发布", "相差")) for line in table)
    assert any(line.split() == ["亿元以上签约项目", "0", "1", "-1", "个", "实际"] for line in table)
    back = saima("rollback", "1", "--because", "试", "--home", county.home)
    assert (back.code, back.err) == (0, "") and "与第1批相同" in back.out
    batches = saima("status", "--home", county.home, "--json").json["batches"]
    assert [(b["kind"], b["state"]) for b in batches] == [
        ("rollback", "published"), ("restate", "published"), ("restate", "published"), ("night", "published")
    ]  # fmt: skip


def test_decisions_about_what_is_not_there(county: County) -> None:
    one_line(saima("accept", "99", "--home", county.home), 2, "there is no delivery 99")
    one_line(saima("rollback", "99", "--home", county.home), 2, "batch 99 was never published")
    one_line(saima("publish", "1", "--because", "x", "--home", county.home), 2, "batch 1 is not withheld")


def test_a_date_that_is_none_or_lies_before_the_published(county: County) -> None:
    one_line(saima("run", "--as-of", "30.6.", "--home", county.home), 2, "30.6.")
    one_line(saima("run", "--as-of", "2022-06-29", "--home", county.home), 2, "saima restate 2022-06-29")


def test_a_second_night_is_told_at_once(bare: Path) -> None:
    (bare / "var" / "night.lock").touch()
    with (bare / "var" / "night.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        one_line(saima("run", "--home", bare), 3, "another night is running")


def test_a_letter_that_cannot_be_written_is_a_machine_failure_after_all_else_is_done(bare: Path) -> None:
    write(bare / "inbox" / "石梁镇" / "6月台账.xlsx", ledger("石梁镇", [project("甲")]))
    (bare / "var" / "returns").mkdir()
    (bare / "var" / "returns" / "1").write_text("", encoding="utf-8")  # a file where tonight's folder should be
    said = saima("run", "--json", "--home", bare, "--as-of", "2022-06-30")
    assert (said.code, said.out) == (3, "")
    last = said.err.splitlines()[-1]
    assert last.startswith("saima: Untold: batch 1 is published, but letters could not be written: 石梁镇：") and "var/log/failure-" in last
    assert "没有写成的信" in next((bare / "var" / "outbox").iterdir()).read_text(encoding="utf-8")
    assert saima("status", "--home", bare, "--json").json["batches"][0]["state"] == "published"


def test_a_warehouse_out_of_reach_is_a_machine_failure(bare: Path) -> None:
    said = saima("run", "--home", bare, SAIMA_WAREHOUSE_URL=f"postgresql://saima:{SECRET}@127.0.0.1:1/x")
    one_line(said, 3, "warehouse", "127.0.0.1")
    assert SECRET not in said.err


def test_a_warehouse_that_is_no_url_is_a_wrong_setting(bare: Path) -> None:
    for url, part in ((f"saima:{SECRET}@db", "no URL"), ("mysql://h/x", "not mysql"), ("sqlite://", "a file is needed")):
        with pytest.raises(WrongSetting, match=part):
            prepare(Instance(bare, warehouse_url=url))


@pytest.mark.parametrize(
    ("file", "find", "put", "parts"),
    [
        ("saima.toml", "workers = 2", "worker = 2", ("saima.toml: worker: no such setting; did you mean workers?",)),
        ("saima.toml", "workers = 2", 'workers = "viele"', ("saima.toml: workers: ", "integer")),
        ("saima.toml", "workers = 2", "workers = ", ("saima.toml: no TOML",)),
        ("config/units.csv", ",station,", ",stationen,", ("units.csv:2", "stationen")),
        ("config/indicators.toml", 'numerator = "signed"', 'numerator = "gezeichnet"', ("indicators.toml: signing-v1", "parts of signed")),
        ("config/indicators.toml", "[audit]", "[audits]", ("indicators.toml: 'audit' is missing",)),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_the_file(bare: Path, file: str, find: str, put: str, parts: tuple[str, ...]) -> None:
    text = (bare / file).read_text(encoding="utf-8")
    assert find in text
    (bare / file).write_text(text.replace(find, put, 1), encoding="utf-8")
    one_line(saima("run", "--home", bare), 2, *parts)


def test_a_register_saved_by_excel_as_gbk_is_named(bare: Path) -> None:
    units = bare / "config" / "units.csv"
    units.write_bytes(units.read_text(encoding="utf-8").encode("gbk"))
    one_line(saima("status", "--home", bare), 2, "units.csv: not UTF-8")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    one_line(saima("status", "--home", tmp_path / "typo"), 2, "no such folder", "saima init")


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "units.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    said = saima("init", tmp_path)
    assert said.code == 0 and "kept as they were: config/units.csv" in said.out
    assert (tmp_path / "config" / "units.csv").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "config" / "indicators.toml").exists()
    one_line(saima("init", tmp_path), 2, "is there already")


def test_flags_win_over_the_environment_and_that_over_the_file(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Instance(bare).settings.workers == 2
    monkeypatch.setenv("SAIMA_WORKERS", "3")
    assert Instance(bare).settings.workers == 3
    assert Instance(bare, workers=4).settings.workers == 4
    monkeypatch.setenv("SAIMA_WORKERS", "viele")
    with pytest.raises(WrongSetting, match="^SAIMA_WORKERS: workers: "):
        Instance(bare)
    monkeypatch.setenv("SAIMA_WORKERS", "3")
    monkeypatch.setenv("SAIMA_INBOX", "a,b")
    with pytest.raises(WrongSetting, match="inbox"):
        Instance(bare)


def test_settings_are_shown_without_secrets(bare: Path) -> None:
    shown = Instance(bare, warehouse_url="postgresql://saima:a@b/c@db/saima?sslpassword=x&a=1", inbox=["sftp://u:p@h/in"]).shown()
    assert shown["warehouse_url"] == "postgresql://***@db/saima?sslpassword=***&a=1"
    assert shown["inbox"] == "sftp://***@h/in"


def closed_pipe(*words: str | Path) -> Said:
    """The command's code when whoever reads its output is gone before the first line."""
    environment = bare_environment() | {"PREFECT_API_URL": prefect_api()}
    with subprocess.Popen([SAIMA, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        err = process.stderr.read()
    return Said(process.returncode, "", err)


def test_a_closed_pipe_stops_no_night_and_ends_quietly(county: County) -> None:
    before = len(saima("status", "--home", county.home, "--json").json["batches"])
    for words in (("run", "--as-of", "2022-06-30"), ("status",), ("status", "--json")):
        said = closed_pipe(*words, "--home", county.home)
        assert (said.code, said.err) == (0, ""), words
    assert len(saima("status", "--home", county.home, "--json").json["batches"]) == before + 1
    assert closed_pipe("--help").code == 0


HEAVY = ("prefect", "polars", "sqlalchemy", "pandera", "great_expectations", "pydantic", "openpyxl")


def test_help_answers_in_about_half_a_second_and_loads_no_heavy_library() -> None:
    script = f"""
import sys
from flows.cli import main
sys.argv = ["saima", "--help"]
try:
    main()
except SystemExit as ended:
    assert not ended.code
print(sorted(set({HEAVY!r}) & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "restate" in done.stdout and done.stdout.endswith("[]\n")
    before = os.times()
    began = time.monotonic()
    assert saima_alone("--help").code == 0
    used = os.times().children_user - before.children_user
    assert used < 1, f"{used:.2f} s of processor time, {time.monotonic() - began:.2f} s in all"

"""Rejected rows wait: they are read again when an alias or a unit changes, without a new sheet; and a rule is tried before it tells."""

import shutil

import pytest

from flows.instance import CODE, SHIPPED
from flows.replaying import in_words, replay
from flows.trying import OF_A_NIGHT, try_rule
from flows.trying import in_words as tried_words
from flows.wrong_setting import WrongSetting
from schemas.rule_catalogue import RULES
from tests.sheets import Home, funds, project
from warehouse.every_night import TELLS


@pytest.fixture
def home(home: Home) -> Home:
    shutil.copytree(SHIPPED, home.folder / "config")
    return home


def test_rejected_rows_are_replayed_after_an_alias_changes(home: Home) -> None:
    path = home.ledger("石梁镇", [project("甲", 引进单位="山里那个镇"), project("乙")])
    home.night()
    assert home.rules() == {"unit_cell_unknown"} and home.names() == {"乙"}
    assert replay(home.instance).files == 0, "nothing has changed"
    path.unlink()  # it is kept
    units = home.folder / "config" / "units.csv"
    lines = units.read_text(encoding="utf-8").splitlines()
    head = lines[0].split(",")
    at = next(i for i, line in enumerate(lines) if "石梁镇" in line)
    cells = lines[at].split(",")
    cells[head.index("aliases")] = "、".join(filter(None, [cells[head.index("aliases")], "山里那个镇"]))
    lines[at] = ",".join(cells)
    units.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = replay(home.instance)
    assert done.changed == [
        {"unit_name": "石梁镇", "form": "projects", "rejected_before": 1, "rejected": 0, "loaded_before": 1, "loaded": 2}
    ]
    assert home.names() == {"甲", "乙"} and home.rules() == set()
    assert "退回行 1 → 0" in "\n".join(in_words(done))
    assert replay(home.instance).files == 0


def test_a_silent_rule_tells_nobody_and_its_trial_says_whom_it_would(home: Home) -> None:
    settings = home.folder / "saima.toml"
    settings.write_text('silent = ["date_imprecise", "receipts_beyond_contract", "dates_out_of_order"]\n', encoding="utf-8")
    home.ledger("石梁镇", [project("甲", 签约时间="2022年5月"), project("乙", 供地时间="2022-01-01")], month=5)
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "甲投资公司", 10_001]]))
    home.night()
    assert home.rules() == set()
    found = try_rule(home.instance, "date_imprecise")
    assert [(row["unit_name"], row["form"], row["period"], row["findings"]) for row in found] == [("石梁镇", "projects", "2022-05", 1)]
    assert "G4" in found[0]["examples"][0] and "没有人被告知" in "\n".join(tried_words("date_imprecise", found))
    assert [row["findings"] for row in try_rule(home.instance, "dates_out_of_order")] == [1]
    assert [row["unit_name"] for row in try_rule(home.instance, "receipts_beyond_contract")] == ["区招商局"]
    assert home.rules() == set()
    settings.write_text("", encoding="utf-8")
    home.night()
    assert home.rules() == {"date_imprecise", "receipts_beyond_contract", "dates_out_of_order"}


def test_a_hard_rule_cannot_be_silent(home: Home) -> None:
    (home.folder / "saima.toml").write_text('silent = ["date_done_word"]\n', encoding="utf-8")
    with pytest.raises(WrongSetting, match="date_done_word is no soft rule"):
        _ = home.instance
    (home.folder / "saima.toml").write_text("", encoding="utf-8")
    with pytest.raises(WrongSetting, match="no such rule"):
        try_rule(home.instance, "nothing")


def test_a_rule_that_only_a_night_can_ask_is_not_tried_in_silence(home: Home) -> None:
    """It would be told that nobody is concerned. Which they are, the code says: no reader names them."""
    reader = "".join(path.read_text(encoding="utf-8") for path in sorted((CODE / "connectors").glob("*.py")))
    asked_by_readers = {code for code in RULES if RULES[code].scope in ("cell", "row") or f'"{code}"' in reader}
    over_county = "".join((CODE / "warehouse" / f"{name}.py").read_text(encoding="utf-8") for name in ("slips", "contradictions"))
    assert {code for code in RULES if f'"{code}"' in over_county} <= TELLS
    refused = set(RULES) - asked_by_readers - TELLS
    assert {code for code in refused if RULES[code].scope != "county"} == OF_A_NIGHT
    home.ledger("石梁镇", [project("甲")])
    home.night()
    for code in sorted(refused):
        with pytest.raises(WrongSetting, match="cannot be tried"):
            try_rule(home.instance, code)

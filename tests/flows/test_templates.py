"""A template filled in reads back without a finding: for every form, every field; and a unit's own rows stand in its own."""

import io
import stat
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bulletins.prompts import columns, head
from bulletins.template import Filling, cell_of, write_template
from connectors.child import Job, ReadSettings, read_chunk
from flows.checking import findings_of
from flows.instance import SHIPPED
from flows.templating import make_template
from flows.wrong_setting import WrongSetting
from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.grammar import Form
from schemas.raw import EXAMPLE
from tests.filled import sender, valid
from tests.sheets import Home, project

TODAY = date(2022, 7, 2)


def filled(form: Form, unit: str, content: bytes, path: Path) -> Path:
    """Every column of the first free row filled, as a clerk does."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[form.title]
    sheet["D2"] = "填报时间：2022-06-30"
    if sheet["F2"].value:
        sheet["F2"] = "统计时间：2022年" + ("" if form.id == "targets" else "6月")
    for number, spec in enumerate(columns(form), 2):
        assert sheet.cell(3, number).value == head(spec)
        sheet.cell(5, number).value = valid(spec)
    book.save(path)
    return path


def read(paths: list[Path], staging: Path) -> tuple[list[Any], list[tuple[int, Finding]]]:
    chunk = read_chunk(ReadSettings(SHIPPED, staging, "柯城区"), [Job(i, path, path.name, "", TODAY) for i, path in enumerate(paths)])
    return chunk.drafts, list(findings_of([chunk]))


def test_every_form_filled_in_reads_back_without_a_finding(tmp_path: Path) -> None:
    forms = list(FORMS.values())
    paths = []
    for form in forms:
        content = write_template(form, Filling(sender(form), {f.id: ["石梁镇", "区文旅局"] for f in form.fields if f.kind == "unit"}))
        paths.append(filled(form, sender(form), content, tmp_path / f"{form.id}.xlsx"))
    drafts, found = read(paths, tmp_path / "staging")
    assert [(FORMS[d.form].title, d.rows_read) for d in drafts] == [(form.title, 2) for form in forms]
    assert [(forms[i].id, f.rule, f.cell, f.got) for i, f in found] == []


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_a_template_asks_in_chinese_and_protects_its_headers(form: Form) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(write_template(form, Filling("石梁镇", {f.id: ["石梁镇"] for f in form.fields if f.kind == "unit"})))
    )
    sheet = book[form.title]
    assert sheet.protection.sheet and sheet["B3"].protection.locked and sheet.column_dimensions["B"].protection.locked is False
    assert sheet["A4"].value == EXAMPLE and "填报说明" in book.sheetnames and book["下拉选项"].sheet_state == "hidden"
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    for number, spec in enumerate(columns(form), 2):
        rule = rules[f"{openpyxl.utils.get_column_letter(number)}5"]
        assert rule.prompt and len(rule.prompt) <= 255 and sheet.cell(3, number).comment.text
        if spec.kind in ("code", "unit", "bool"):
            assert rule.type == "list"
    formulas = [c.coordinate for ws in book.worksheets for row in ws.iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []


def test_a_blank_template_is_no_data(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(write_template(FORMS["projects"], Filling("石梁镇")))
    drafts, found = read([path], tmp_path / "staging")
    assert [d.rows_read for d in drafts] == [1] and found == [], "the example row is read and set aside"


def test_a_units_last_rows_stand_in_its_own_template_and_read_back_as_they_were(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", f"sqlite:///{tmp_path / 'warehouse.db'}")
    rows = [
        project("甲", **{"总投资（亿元）": 1.2345}, 备注="+1 见附件", 服务专员="王小明"),
        project("乙", 投资方所在地="美国", 签约时间="2022-03-02"),
    ]
    home.ledger("石梁镇", rows)
    home.ledger("航埠镇", [project("丙")])
    home.night()
    path, count = make_template(home.instance, "招商项目台账", "石梁镇", tmp_path / "a.xlsx", blank=False, personal=True)
    assert count == 2 and stat.S_IMODE(path.stat().st_mode) == 0o600
    said = [c for row in openpyxl.load_workbook(path)["招商项目台账"].iter_rows(min_row=5, values_only=True) for c in row if c is not None]
    assert "丙" not in said and "王小明" in said and "+1 见附件" in said and 12345 in said
    hidden, _ = make_template(home.instance, "projects", "石梁镇", tmp_path / "b.xlsx", blank=False, personal=False)
    assert "王小明" not in str(list(openpyxl.load_workbook(hidden)["招商项目台账"].iter_rows(values_only=True)))
    before = home.figures()
    (home.inbox / "石梁镇" / "石梁镇6月台账.xlsx").write_bytes(path.read_bytes())
    home.night()
    assert home.rules() == set() and home.figures() == before
    blank, none = make_template(home.instance, "projects", "石梁镇", tmp_path / "c.xlsx", blank=True, personal=True)
    assert none == 0
    with pytest.raises(WrongSetting):
        make_template(home.instance, "nothing", None, None, blank=False, personal=True)
    with pytest.raises(WrongSetting):
        make_template(home.instance, "officers", "石梁镇", None, blank=False, personal=True)


@pytest.mark.parametrize(("m2", "mu"), [(21_333.33, 32), (10_000.0, 15), (12_345.67, 18.5185), (0.0, 0), (10_000.01, 15.00001)])
def test_an_area_is_shown_in_the_fewest_digits_that_read_back(m2: float, mu: float) -> None:
    shown = cell_of(FORMS["projects"]["land_area"], m2, None)
    assert shown == mu and round(mu * 2_000 / 3, 2) == m2

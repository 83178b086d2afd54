"""The audit's Data Docs: pages on disk, of the last audit alone, without a cell's text and without a password."""

import os
import re
from contextlib import chdir
from pathlib import Path
from urllib.parse import unquote

import pytest

from bulletins.audit_page import Audited, write_audit_page
from expectations.audit import run_audit
from flows.night import Night
from tests.expectations.conftest import asked
from tests.planting import planted

#: What stands in the county's sheets and must not stand in the pages.
TEXTS = ("早先", "也供地", "未开工项目", "投资公司", "退回项目", "专员01", "深圳市", "石梁镇", ".xlsx", "://")

pytestmark = pytest.mark.xdist_group("data-docs")  # their audits are made once a database

FAULTS = {
    "batch-1": "UPDATE measure_project SET project_name = NULL, status = '未知' WHERE batch_id = :b",
    "batch-2": "INSERT INTO measure_receipt SELECT * FROM measure_receipt WHERE batch_id = :b",
}


@pytest.fixture(scope="module")
def docs(candidate: Night, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two audits that fail, one after the other, in an empty working directory."""
    folder = tmp_path_factory.mktemp("docs")
    with chdir(folder):
        for title, fault in FAULTS.items():
            with planted(candidate.db, candidate.at.id, fault):
                run_audit(candidate.db.url, asked(candidate), folder / "var" / "data_docs", title)
    return folder / "var" / "data_docs"


def test_the_pages_show_every_expectation_of_the_last_audit_alone(candidate: Night, docs: Path) -> None:
    pages = {p.relative_to(docs).as_posix(): p.read_text(encoding="utf-8") for p in docs.rglob("*.html")}
    assert "index.html" in pages
    validations = {name: page for name, page in pages.items() if name.startswith("validations/")}
    assert {name.split("/")[1] for name in validations} == {e.view for e in asked(candidate)}
    assert all("/batch-2/" in name for name in validations)
    for expectation in asked(candidate):
        assert any(expectation.meaning in page for page in validations.values()), expectation.name


def test_no_link_between_the_pages_is_dead(docs: Path) -> None:
    linked = [
        (page, unquote(to).split("?")[0]) for page in docs.rglob("*.html") for to in re.findall(r'href="([^"#]+)"', page.read_text("utf-8"))
    ]
    within = [(page, to) for page, to in linked if to.endswith(".html") and not to.startswith("http")]  # its icon GX itself misses
    assert len(within) > len(list(docs.rglob("*.html")))
    assert [f"{page.name}: {to}" for page, to in within if not (page.parent / to).exists()] == []


def test_no_cell_and_no_secret_is_in_them(candidate: Night, docs: Path) -> None:
    password = candidate.db.engine.url.password
    for page in docs.rglob("*.html"):
        shown = page.read_text(encoding="utf-8")
        shown = shown.replace("https://", "").replace("http://", "")  # GX's own addresses
        for text in (*TEXTS, *([password] if password else [])):
            assert text not in shown, f"{page.name}: {text}"


def test_nothing_else_is_written(docs: Path) -> None:
    assert os.listdir(docs.parent.parent) == ["var"]
    assert os.listdir(docs.parent) == ["data_docs"]


def test_the_chinese_page_says_what_failed_first_and_needs_nothing_from_elsewhere(candidate: Night) -> None:
    with planted(candidate.db, candidate.at.id, FAULTS["batch-1"]):
        outcomes = run_audit(candidate.db.url, asked(candidate))
    audited = [
        Audited(o.expectation.name, o.expectation.meaning, o.expectation.severity == "withhold", o.passed, o.counted) for o in outcomes
    ]
    page = write_audit_page(candidate.at.id, candidate.as_of, audited)
    named = next(one for one in audited if one.name == "projects_named")
    assert not named.passed and re.fullmatch(r"(\d+)行中\1行不符", named.counted), named.counted
    assert page.index("projects_named") < page.index("符合的（") and "没有公布" in page
    assert all(one.counted and one.meaning in page for one in audited)
    for text in (*TEXTS, "<script", "<link", "url(", "@import"):
        assert text not in page
    assert "没有公布" not in write_audit_page(1, candidate.as_of, [one for one in audited if one.passed])

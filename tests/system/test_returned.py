"""LibreOffice opens what offices get back, without a repair, and keeps every mark: annotated workbooks and templates."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from bulletins.annotated import annotate
from bulletins.marks import FILLS
from bulletins.template import Filling, write_template
from schemas.forms import FORMS
from tests.bulletins.test_annotated import lines, listing, mark, marked_corpus, needs_corpus, rich, sent, unmarked  # noqa: F401  # fixtures
from tests.conftest import some

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]


def saved_again(folder: Path, files: dict[str, bytes]) -> dict[str, Path]:
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: install what .ci/apt.txt lists"
    (folder / "in").mkdir()
    for name, content in files.items():
        (folder / "in" / f"{name}.xlsx").write_bytes(content)
    books = [str(path) for path in sorted((folder / "in").glob("*.xlsx"))]
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    subprocess.run([office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), *books],
                   check=True, capture_output=True, timeout=300)  # fmt: skip
    return {name: folder / "out" / f"{name}.xlsx" for name in files}


def test_libreoffice_keeps_fills_notes_links_and_the_list(tmp_path: Path, rich: bytes, sent: bytes) -> None:  # noqa: F811
    made = {
        "plain": annotate(sent, listing(mark("J4"), mark("G5", "date_imprecise"))),
        "rich": annotate(rich, listing(mark("B4", sheet="台账"), mark("C4", "tag_unknown", "台账"))),
    }
    again = saved_again(tmp_path, made)
    for name, cells in (("plain", {"J4": "reject", "G5": "warn"}), ("rich", {"B4": "reject", "C4": "warn"})):
        book = openpyxl.load_workbook(again[name])
        assert book.sheetnames[0] == "问题清单"
        sheet = book.worksheets[1]
        for cell, severity in cells.items():
            assert sheet[cell].fill.fgColor.rgb == FILLS[severity]
            assert "【赛马·" in sheet[cell].comment.text
        assert {c.hyperlink.location.split("!")[-1] for row in book.worksheets[0].iter_rows() for c in row if c.hyperlink} == set(cells)
        washed = annotate(again[name].read_bytes(), listing())
        assert lines(washed) == []


def test_libreoffice_opens_every_template(tmp_path: Path) -> None:
    again = saved_again(tmp_path, {form.id: write_template(form, Filling("石梁镇", {f.id: ["石梁镇"] for f in form.fields if f.kind == "unit"}))
                                   for form in FORMS.values()})  # fmt: skip
    for form in FORMS.values():
        book = openpyxl.load_workbook(again[form.id])
        assert book[form.title].protection.sheet and book[form.title].data_validations.count > 3


PARTS = 20  # of the corpus; one here, the others in the soak


@needs_corpus
@pytest.mark.parametrize("part", some(range(PARTS), 1))
def test_libreoffice_opens_the_copies_of_awkward_workbooks(part: int, tmp_path: Path) -> None:
    """Each that it opens as it was sent, with the list in front and the marks in place."""
    copies = {path.stem: (path, made, name) for path, made, name in marked_corpus(PARTS, part)}
    (tmp_path / "sent").mkdir()
    opened = saved_again(tmp_path / "sent", {stem: path.read_bytes() for stem, (path, _, _) in copies.items()})
    again = saved_again(tmp_path, {stem: made for stem, (_, made, _) in copies.items()})
    lost = {stem: "not opened" for stem in copies if opened[stem].exists() and not again[stem].exists()}
    for stem, (_, _, name) in copies.items():
        if again[stem].exists():
            book = openpyxl.load_workbook(again[stem])
            if book.sheetnames[0] != "问题清单" or unmarked(book, name):
                lost[stem] = f"{book.sheetnames} {unmarked(book, name)}"
    assert lost == {} and any(path.exists() for path in again.values())

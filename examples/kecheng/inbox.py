"""The county's inbox: a folder a unit, a workbook a delivery, written by code from the objects."""

from pathlib import Path

from examples.kecheng import fund_sheets, ledgers, target_sheet
from examples.kecheng.county import BUREAU, NAMES
from examples.kecheng.sheet import save


def build(folder: Path) -> None:
    """Write `folder/<unit>/<file>.xlsx` for every delivery; two builds give the same bytes."""
    for ledger in ledgers.LEDGERS:
        save(ledgers.workbook(ledger), _place(folder, ledger.style.unit, ledger.file))
    for sender in fund_sheets.SENDERS:
        for month in fund_sheets.months(sender):
            save(fund_sheets.workbook(sender, month), _place(folder, sender, fund_sheets.file_name(month)))
    save(target_sheet.workbook(), _place(folder, BUREAU, target_sheet.FILE))


def _place(folder: Path, unit: str, file: str) -> Path:
    home = folder / NAMES[unit]
    home.mkdir(parents=True, exist_ok=True)
    return home / file

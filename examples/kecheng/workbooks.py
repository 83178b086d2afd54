"""Workbooks: sheets of one office in one file, and how a county is written into an inbox."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from examples.kecheng.books import save
from examples.kecheng.county import County
from examples.kecheng.objects import UNITS
from examples.kecheng.page import Page

Span = tuple[date, date]


class Sheet(Protocol):
    """One sheet of one form: whose it is, what time it speaks of, how it is drawn, and which facts a reader learns from it."""

    @property
    def form(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def filled_on(self) -> date: ...
    def draw(self, county: County) -> Page: ...
    def facts(self, county: County) -> Sequence[object]: ...


@dataclass(frozen=True)
class Workbook:
    """A file in an office's folder; `file` ends in .xlsx or .xls."""

    unit: str
    file: str
    sheets: tuple[Sheet, ...]

    @property
    def path(self) -> str:
        """folder/file below the inbox."""
        return f"{UNITS[self.unit]}/{self.file}"

    def write(self, county: County, folder: Path) -> None:
        save([sheet.draw(county) for sheet in self.sheets], folder / self.path, max(sheet.filled_on for sheet in self.sheets))


def files(county: County) -> Iterator[str]:
    """The inbox's paths, folder/file, in the order they are written."""
    yield from (book.path for book in county.workbooks)


def write(county: County, folder: Path) -> None:
    """Write the inbox below `folder`; two builds give the same bytes."""
    for book in county.workbooks:
        book.write(county, folder)

"""The Kecheng inbox as it lies there on the evening of 2022-06-30: a folder a unit, its files as it would name them."""

from collections.abc import Iterator
from pathlib import Path

from examples.kecheng import workbooks
from examples.kecheng.first_half import KECHENG


def files() -> Iterator[str]:
    """The inbox's paths, folder/file, in the order they are written."""
    return workbooks.files(KECHENG)


def build(folder: Path) -> None:
    """Write the inbox below `folder`; two builds give the same bytes."""
    workbooks.write(KECHENG, folder)

"""The hundredth part of `python -m tests.year`, by the same code: a rename, a merger, a missed night and a new unit in five days."""

from pathlib import Path

from tests.year import SEED, walk


def test_a_few_days_of_the_year(tmp_path: Path) -> None:
    found = walk(tmp_path / "county", f"sqlite:///{tmp_path / 'year.db'}", 5, SEED)
    assert found.differences == []
    assert (found.nights, found.missed) == (4, 1) and found.states["未报"] and found.largest

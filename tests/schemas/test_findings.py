"""What a letter may quote of a cell."""

import pytest

from schemas.findings import quote


@pytest.mark.parametrize(
    ("cell", "quoted"),
    [
        ("张三13812345678", "张三138********"),
        ("张三 138-1234-5678", "张三 138********"),
        ("138 1234 5678", "138********"),
        ("330802199001011234", "330********"),
        ("2022年6月16日", "2022年6月16日"),
        ("2106-330802-04-01-123456", "2106-330802-04-01-123456"),
    ],
)
def test_numbers_of_persons_are_masked_however_they_are_parted(cell: str, quoted: str) -> None:
    assert quote(cell) == quoted


def test_a_personal_cell_is_not_quoted_at_all() -> None:
    assert "专员" not in quote("专员17、专员18", personal=True)


def test_a_long_cell_is_cut() -> None:
    assert len(quote("长" * 500)) == 80

"""Two boards compared, and a definition tried, for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

_FIGURES = {"headline": "主要指标", "rates": "四率", "scores": "得分", "score_items": "得分明细", "backlog": "积压项目", "backlog_summary": "积压汇总", "targets": "目标",
            "trends": "趋势"}  # fmt: skip


def print_differences(console: Console, rows: Sequence[Mapping[str, Any]], most: int = 40) -> None:
    """What differs between two boards; rows are figure, row_label, field_label, before, after."""
    if not rows:
        console.print("数据没有不同。")
        return
    table = _table("指标", "对象", "字段", "之前", "之后")
    for row in rows[:most]:
        table.add_row(_FIGURES[row["figure"]], row["row_label"], row["field_label"], _text(row["before"]), _text(row["after"]))
    console.print(table)
    if len(rows) > most:
        console.print(f"另有{len(rows) - most}处，见 --json", highlight=False)


def print_projects(console: Console, rows: Sequence[Mapping[str, Any]], most: int = 40) -> None:
    """Projects that came, went or changed."""
    if not rows:
        return
    table = _table("项目", "字段", "之前", "之后")
    for row in rows[:most]:
        table.add_row(row["project_name"], row["field_label"], _text(row["before"]), _text(row["after"]))
    console.print(table)
    if len(rows) > most:
        console.print(f"另有{len(rows) - most}处，见 --json", highlight=False)


def print_tried(console: Console, told: Mapping[str, Any]) -> None:
    """The board of a rate under the definition in force and under another."""
    console.print(f"[bold]{told['label']}[/bold]　截至{told['as_of']}　第{told['batch']}批", highlight=False)
    console.print(f"现行 {'、'.join(told['in_force'])}\n试算 {told['definition']}：{told['explanation']}", highlight=False)
    table = _table("组别", "单位", "现行", "名次", "试算", "名次", "升降")
    for row in told["rows"]:
        moved = "" if row["rank"] is None or row["tried_rank"] is None else f"{row['rank'] - row['tried_rank']:+d}".replace("+0", "0")
        table.add_row(row["group_name"], row["unit_name"], f"{row['numerator']}/{row['denominator']}", _text(row["rank"]),
                      f"{row['tried_numerator']}/{row['tried_denominator']}", _text(row["tried_rank"]), moved)  # fmt: skip
    console.print(table)


def print_definitions(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    table = _table("率", "口径", "起用", "组别", "现行", "含义")
    for row in rows:
        table.add_row(
            row["label"],
            row["definition"],
            _text(row["since"]),
            "、".join(row["groups"]),
            "是" if row["in_force"] else "",
            row["explanation"],
        )
    console.print(table)


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(name)
    return table


def _text(value: object) -> str:
    return "—" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

"""The night for a terminal of 100 columns, in Chinese: headline, rankings, scores, backlogs, trends, findings by office."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console, JustifyMethod
from rich.table import Table

from schemas.indicators import BACKLOG_TITLES, RATES, SERIES_TITLES

Row = Mapping[str, Any]
_WORDS = {"stop": "整份退回", "reject": "需修改", "warn": "请核对"}


def new_table(title: str, columns: Mapping[str, JustifyMethod], max_width: int | None = None) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name, justify in columns.items():
        table.add_column(name, justify=justify, max_width=max_width)
    return table


def print_headline(console: Console, rows: Sequence[Row]) -> None:
    """The step from the last date and the year before stand there where anything is known of them."""
    beside = {name: of for name, of in (("较上次", _change), ("上年同期", _before)) if any(map(of, rows))}
    table = new_table("主要指标", {"指标": "left", "数值": "right", "单位": "left", **dict.fromkeys(beside, "right"), "口径": "left"})
    for row in rows:
        unit = "" if row["measure"] == "比例" else row["measure"]
        table.add_row(row["label"], number(row["value"], row["measure"]), unit, *(of(row) for of in beside.values()), row["status"])
    console.print(table)


def _before(row: Row) -> str:
    return "" if row["year_before"] is None else number(row["year_before"], row["measure"])


def _change(row: Row) -> str:
    """The step from the last published date: signed, in points for a share; nothing where there is none or nothing to compare."""
    change = row.get("change")
    if not change:
        return "" if change is None else "持平"
    if row["measure"] == "比例":
        return f"{100 * change:+.1f}点"
    return f"{change:+.2f}" if row["measure"] == "亿元" else f"{change:+g}"


def number(value: float | None, measure: str) -> str:
    """Display only: counts whole, 亿元 to two places, shares as percent; nothing known is —."""
    if value is None:
        return "—"
    if measure == "比例":
        return f"{100 * value:.1f}%"
    return f"{value:.2f}" if measure == "亿元" else f"{value:g}"


def print_rankings(console: Console, rows: Sequence[Row]) -> None:
    for rate, ranked in groupby(rows, key=lambda r: str(r["rate"])):
        table = new_table(f"\n{RATES[rate]}", {
            "组别": "left", "名次": "right", "单位": "left", "分子/分母": "right", "率": "right", "距第一": "right", "上次": "right", "榜": "left",
        })  # fmt: skip
        for group, members in groupby(ranked, key=lambda r: str(r["group_name"])):
            listed = list(members)
            placed = [r for r in listed if r["rank"] is not None]
            for i, r in enumerate(placed):
                parts = _parts(rate, r)
                table.add_row(group if i == 0 else "", str(r["rank"]), r["unit_name"], parts, f"{100 * r['value']:.1f}%",
                              f"{100 * r['gap_to_first']:.1f}", _text(r["previous_rank"]), _text(r["list"]))  # fmt: skip
            left = len(listed) - len(placed)
            if left:
                table.add_row("" if placed else group, "—", f"不排名{left}个单位（分母为0）", "", "", "", "", "")
        console.print(table)


def print_scores(console: Console, rows: Sequence[Row]) -> None:
    """The race: who has no score is not shown."""
    scored = [r for r in rows if r["rank"] is not None]
    if not scored:
        return
    table = new_table("\n赛马得分", {"组别": "left", "名次": "right", "单位": "left", "得分": "right", "上次": "right", "榜": "left"})
    for group, members in groupby(scored, key=lambda r: str(r["group_name"])):
        for i, r in enumerate(members):
            table.add_row(
                group if i == 0 else "", str(r["rank"]), r["unit_name"], f"{r['score']:.2f}", _text(r["previous_rank"]), _text(r["list"])
            )
    console.print(table)


def _parts(rate: str, row: Row) -> str:
    if rate == "funds":
        return f"{row['numerator'] / 1e8:.2f}/{row['denominator'] / 1e8:.2f}亿元"
    return f"{row['numerator']}/{row['denominator']}"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def print_backlogs(console: Console, rows: Sequence[Row]) -> None:
    for backlog, members in groupby(rows, key=lambda r: str(r["backlog"])):
        listed = list(members)
        table = new_table(
            f"\n{BACKLOG_TITLES[backlog]}：{len(listed)}个",
            {"项目": "left", "引进单位": "left", "签约": "left", "等待": "right", "亮灯": "left", "总投资（亿元）": "right", "同在": "left"},
            max_width=34,
        )  # fmt: skip
        for r in listed:
            amount = "" if r["total_investment_yi"] is None else f"{r['total_investment_yi']:.2f}"
            table.add_row(r["project_name"], _text(r["unit_name"]), str(r["signed_on"]), f"{r['waiting_days']}天", _text(r["light"]), amount,
                          BACKLOG_TITLES.get(r["also_in"] or "", ""))  # fmt: skip
        console.print(table)


def print_trends(console: Console, rows: Sequence[Row]) -> None:
    """Series of leads that fall: the county, industries and stations; what falls within a station is shown below it."""
    if not rows:
        console.print("\n没有连降三个月的招商信息。")
        return
    table = new_table("\n招商信息连月下降", {"范围": "left", "对象": "left", "连降": "right", "从": "right", "到": "right"})
    for r in rows:
        table.add_row(
            SERIES_TITLES[r["series"]],
            _member(r),
            f"{r['months_falling']}个月",
            f"{r['from_value']}条（{r['from_month']}）",
            f"{r['to_value']}条",
        )
    console.print(table)


def _member(row: Row) -> str:
    """A unit by its name; a lead without an industry is 未分类."""
    said = str(row["member"])
    if row["series"] == "station_industry":
        return f"{row['unit_name']}　{said.partition('/')[2] or '未分类'}"
    return str(row["unit_name"]) if row["series"] == "station" else said or "未分类"


def print_findings(console: Console, rows: Sequence[Row], most: int = 5) -> None:
    """Findings by office, the worst first, a few each; the letters have them all."""
    order = {"stop": 0, "reject": 1, "warn": 2}
    console.print(f"\n[bold]问题[/bold]：{len(rows)}条" if rows else "\n没有发现问题。")
    for unit, members in groupby(
        sorted(rows, key=lambda r: (str(r["unit_code"]), order[r["severity"]])), key=lambda r: r["unit_name"] or "（不明单位）"
    ):
        listed = list(members)
        counts = "，".join(f"{word}{n}" for s, word in _WORDS.items() if (n := sum(1 for r in listed if r["severity"] == s)))
        console.print(f"\n[bold]{unit}[/bold]（{counts}）")
        for r in listed[:most]:
            console.print(f"  〔{_WORDS[r['severity']]}〕{r['message']}", markup=False, highlight=False)
        if len(listed) > most:
            console.print(f"  另有{len(listed) - most}条，见致该单位的信。")

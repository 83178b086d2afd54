"""The night for a terminal, of the reports themselves: who is complete, who is missing what since when, who keeps the times."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console

from bulletins.completeness import HEADS, by, latest, outstanding, overdue, shown, tally, uneven
from bulletins.terminal import new_table

Row = Mapping[str, Any]
_MANY = 5  # units without a blemish, above which they are one line


def print_completeness(console: Console, rows: Sequence[Row], titles: Mapping[str, str]) -> None:
    """应报, 已报, 迟报, 未报, 免报 by form, and by unit and form where not all is in order; `titles` are the forms' by id."""
    if not any(row["due"] for row in rows):
        return
    forms = new_table("\n报送完整性（本年到期的和已报的）", {"报表": "left", **dict.fromkeys(HEADS, "right")})
    for (form,), own in by(rows, "form").items():
        if any(row["due"] for row in own):
            forms.add_row(titles[form], *map(str, tally(own).counts))
    forms.add_row("合计", *map(str, tally(rows).counts))
    console.print(forms)
    if not_in_order := uneven(rows):
        units = new_table("", {"单位": "left", "报表": "left", **dict.fromkeys(HEADS, "right"), "最近": "left"})
        for own, counts in not_in_order:
            units.add_row(str(own[0]["unit_name"]), titles[str(own[0]["form"])], *map(str, counts.counts), latest(own))
        console.print(units)


def print_missing(console: Console, rows: Sequence[Row], titles: Mapping[str, str]) -> None:
    """Who has not sent what and since when, and what has not come yet though nobody is late."""
    late, ahead = overdue(rows), outstanding(rows)
    if not late and not ahead:
        console.print("\n应报的都已报送。", highlight=False)
        return
    if late:
        console.print(f"\n[bold]未报[/bold]：{len(late)}份", highlight=False)
        _print_units(console, late, titles)
    if ahead:
        console.print(f"\n还没有报、也没有到期的：{len(ahead)}份", highlight=False)
        _print_units(console, ahead, titles)


def _print_units(console: Console, rows: Iterable[Row], titles: Mapping[str, str]) -> None:
    for (form, period, _), own in by(rows, "form", "period", "due").items():
        due = f"，应于{shown(own[0]['due'])}前" if own[0]["due"] else "，日历没有时限"
        console.print(f"  {titles[form]}（{period}{due}）{len(own)}份：{'、'.join(str(r['unit_name']) for r in own)}", highlight=False)


def print_discipline(console: Console, rows: Sequence[Row]) -> None:
    """报送纪律: a ranking of its own, beside the race and in none of its rates."""
    ranked = [row for row in rows if row["rank"] is not None]
    if not ranked:
        return
    said = new_table(
        "\n报送纪律（本年到期的）",
        {"组别": "left", "名次": "right", "单位": "left", "按时/应报": "right", "按时率": "right", "迟报": "right", "未报": "right"},
    )
    for (group,), own in by(ranked, "group_name").items():
        whole = [row for row in own if row["on_time"] == row["reports_due"]]
        if len(whole) > _MANY:
            said.add_row(group, "1", f"{len(whole)}个单位全部按时", "", "100.0%", "0", "0")
        for number, row in enumerate(own if len(whole) <= _MANY else own[len(whole) :], start=len(whole) > _MANY):
            said.add_row(group if number == 0 else "", str(row["rank"]), str(row["unit_name"]), f"{row['on_time']}/{row['reports_due']}",
                         f"{100 * row['rate']:.1f}%", str(row["late"]), str(row["missing"]))  # fmt: skip
    console.print(said)

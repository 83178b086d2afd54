"""A figure explained for a terminal: what counts and what does not, where it stands, and why a rank moved."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

_STEPS = {
    "definition": "口径变化",
    "late_rows": "补报和更正",
    "own_numerator": "本单位分子",
    "own_denominator": "本单位分母",
    "others": "其他单位变化",
}


def print_explanation(console: Console, told: Mapping[str, Any], most: int = 20) -> None:
    """`told` is what `saima explain --json` prints; of each section `most` rows, the counted ones all."""
    console.print(
        f"[bold]{told['label']}[/bold]　截至{told['as_of']}　第{told['batch']}批{'　' + told['unit'] if told['unit'] else ''}",
        highlight=False,
    )
    if told["definition"]:
        console.print(f"口径 {told['definition']['definition']}：{told['definition']['explanation']}", highlight=False)
    _print_reread(console, told["reread"])
    for section, again in told["again"].items():
        stored = told["stored"].get(section)
        agreed = "" if stored is None else "，与发布的一致" if stored == again else f"，[bold]与发布的{stored}不一致[/bold]"
        console.print(f"\n[bold]{section}[/bold]：{again}（逐行相加{agreed}）", highlight=False)
        rows = [row for row in told["rows"] if row["section"] == section]
        _print_rows(console, [row for row in rows if row["counts"]], "计入", len(rows))
        _print_rows(console, [row for row in rows if not row["counts"]], "未计入", most)
    for one in told["objections"]:
        settled = f"；{one['settled_on']}办结：{one['outcome']}" if one["settled_on"] else "；尚未办结"
        said = f"异议{one['id']}　{one['project_name']}（{one['raised_on']}）：{one['about']}{settled}"
        console.print(said, markup=False, highlight=False, style="bold")
    if told["move"]:
        _print_move(console, told["move"])


def _print_reread(console: Console, reread: Mapping[str, Any], most: int = 10) -> None:
    differ = reread["differ"]
    said = "与库中的一致" if not differ else f"[bold]{len(differ)}处与库中的不同[/bold]（规则、对照表或更正在入库后改过）"
    lost = f"；{reread['unread']}份原件没有重读成（不在归档里，或读取中断）" if reread["unread"] else ""
    console.print(
        f"从原件重读：{reread['files']}份表、{reread['rows']}行，{said if reread['rows'] else '没有可对照的'}{lost}", highlight=False
    )
    for one in differ[:most]:
        what = f"{one['title']}：库中{one['stored']}，现读{one['read']}" if one["title"] else "现在不再读作数据行"
        console.print(f"  {one['where']}{what}", markup=False, highlight=False)
    if len(differ) > most:
        console.print(f"  另有{len(differ) - most}处，见 --json", highlight=False)


def _print_rows(console: Console, rows: Sequence[Mapping[str, Any]], title: str, most: int) -> None:
    console.print(f"  {title}{len(rows)}行", highlight=False)
    for row in rows[:most]:
        amount = "" if row["adds"] == 1 else f"　{row['adds']}"
        console.print(f"    {row['name']}{amount}{'　' + row['reason'] if row['reason'] else ''}", markup=False, highlight=False)
        for origin in row["origins"]:
            console.print(f"      {origin['said']}", markup=False, highlight=False, style="dim")
    if len(rows) > most:
        console.print(f"    另有{len(rows) - most}行，见 --json", highlight=False)


def _print_move(console: Console, move: Mapping[str, Any]) -> None:
    before, now = ("不排名" if rank is None else f"第{rank}名" for rank in (move["before"], move["now"]))
    console.print(f"\n[bold]名次[/bold]：{before}（截至{move['since']}）→ {now}", highlight=False)
    for name, places in move["steps"].items():
        console.print(f"  {_STEPS[name]}：{places:+d}" if places else f"  {_STEPS[name]}：0", highlight=False)

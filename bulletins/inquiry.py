"""What a data officer asks of the warehouse itself, for a terminal: batches, deliveries, a restated date."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from bulletins.terminal import number
from schemas.clock import SHANGHAI
from schemas.forms import FORMS

Row = Mapping[str, Any]
_HEADS = {
    "id": "编号", "kind": "种类", "state": "状态", "as_of": "数据截至", "started_at": "开始", "finished_at": "结束", "because": "原因",
    "unit": "单位", "form": "报表", "period": "所属期", "due": "应报时间", "file": "文件", "rows_read": "读到行数", "rows_loaded": "入库行数",
    "source": "来源", "read_at": "上次读到", "listed": "列出", "fetched": "取了", "came": "新到", "waiting": "等待", "missed": "没取到", "aside": "搁置邮件",
    "recipient": "收件人", "channel": "渠道", "subject": "标题", "tries": "试过", "said": "没有送达的原因", "next_try": "下次",
    "project": "项目", "project_id": "项目标识", "board": "榜单", "raised_on": "提出时间", "about": "异议内容", "settled_on": "办结时间", "outcome": "处理结果",
    "trouble": "今晚的问题", "path": "文件", "why": "原因",
}  # fmt: skip
_INSTANTS = ("started_at", "finished_at", "next_try")
_WORDS = {
    "kind": {"night": "汇总", "restate": "重述", "rollback": "回退"},
    "state": {"candidate": "进行中", "published": "已发布", "withheld": "未发布"},
    "form": {form.id: form.title for form in FORMS.values()},
}


def print_listing(console: Console, title: str, counted: str, rows: Sequence[Row]) -> None:
    """A list with Chinese heads and words; `counted` is what is counted: 个, 份."""
    console.print(f"[bold]{title}（{len(rows)}{counted}）[/bold]", highlight=False)
    if not rows:
        return
    table = Table(box=None, pad_edge=False)
    for name in rows[0]:
        table.add_column(_HEADS[name], justify="right" if name == "id" or name.startswith("rows_") else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_said(name, value, row) for name, value in row.items()))
    console.print(table)


def _said(name: str, value: object, row: Row) -> str:
    """A restatement is kept and shown to nobody; instants are the county's, to the minute."""
    if not value:
        return "" if value is None else str(value)
    if name in _INSTANTS:
        return f"{datetime.fromisoformat(str(value)).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    if name == "state" and row.get("kind") == "restate":
        return "已算好" if value == "published" else _WORDS[name][str(value)]
    return _WORDS.get(name, {}).get(str(value), str(value))


def print_restated(console: Console, about: Row, rows: Sequence[Row]) -> None:
    """The restated figures beside the published ones; `about` has as_of, batch, published_as_of and published_batch."""
    head = f"重述：截至{about['as_of']}，第{about['batch']}批，不改变已发布的数据"
    console.print(f"[bold]{head}[/bold]", highlight=False)
    console.print(f"对比：截至{about['published_as_of']}发布的第{about['published_batch']}批", highlight=False)
    table = Table(box=None, pad_edge=False)
    for name in ("指标", "重述", "已发布", "相差", "单位", "口径"):
        table.add_column(name, justify="right" if name in ("重述", "已发布", "相差") else "left")
    for row in rows:
        figures = [number(row[name], row["measure"]) for name in ("value", "published")]
        measure = row["measure"] if row["measure"] != "比例" else ""
        table.add_row(row["label"], *figures, _difference(row), measure, row["status"])
    console.print(table)


def _difference(row: Row) -> str:
    """Signed; blank where there is none."""
    value = row["difference"]
    if not value:
        return ""
    shown = number(value, row["measure"])
    return f"+{shown}" if value > 0 else shown

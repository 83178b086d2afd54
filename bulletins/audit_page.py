"""The audit of a batch as one Chinese page that opens anywhere: no script, no font and no style from elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape


@dataclass(frozen=True)
class Audited:
    """One expectation: what must hold, whether it does, what was counted (no cell's text), and whether a failure withholds the batch."""

    name: str
    meaning: str
    withholds: bool
    passed: bool
    counted: str


_STYLE = """
body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;color:#222;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}p{margin:.3rem 0}
.verdict{padding:.8rem 1rem;border-left:.4rem solid;margin:1rem 0}.ok{border-color:#1b7f3b;background:#eef8f0}.bad{border-color:#b3261e;background:#fdeeed}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ddd}
th{background:#f4f4f4}td:first-child,th:first-child{white-space:nowrap;width:5.5rem}td:last-child,th:last-child{width:15rem}
.name{color:#666;font-size:.8rem}.no{color:#b3261e;font-weight:bold}.yes{color:#1b7f3b}.note{color:#8a5a00;font-weight:bold}
@media print{body{margin:0;max-width:none}}
"""
_HEAD = "<tr><th>结果</th><th>应当如此</th><th>查到的</th></tr>"


def write_audit_page(batch: int, as_of: date, audited: Sequence[Audited]) -> str:
    """What failed first, then what was noted, then what holds; the first lines say whether the batch is published."""
    failed = [one for one in audited if not one.passed and one.withholds]
    noted = [one for one in audited if not one.passed and not one.withholds]
    holds = [one for one in audited if one.passed]
    parts = [
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>第{batch}批的审核</title><style>{_STYLE}</style></head><body>",
        f"<h1>第{batch}批的审核</h1><p>截至{as_of}，共{len(audited)}项：{len(holds)}项符合，{len(failed)}项不符合，{len(noted)}项请留意。</p>",
        *_verdict(failed, noted),
        *_table("不符合的：有一项就不公布", failed), *_table("请留意的：照常公布", noted), *_table("符合的", holds),
        '<p class="name">同样的结果也在 Great Expectations 的页面里（英文）：<a href="index.html">index.html</a></p></body></html>\n',
    ]  # fmt: skip
    return "\n".join(parts)


def _verdict(failed: Sequence[Audited], noted: Sequence[Audited]) -> Iterator[str]:
    if failed:
        yield (
            '<div class="verdict bad"><p><b>没有公布</b>，公布的仍是上一次的数据；各单位的报送都保存着，不会丢。</p>'
            "<p>怎么办：先看下面红色的各项。若是某份表误删或多报了行，请该单位重新报送，今晚会自动重算；"
            "若确认数据无误，由数据管理员运行 <code>saima publish 批次号 --because 理由</code>，理由会记录在案。</p></div>"
        )
    else:
        yield f'<div class="verdict ok"><p><b>审核通过</b>{"，有几项请留意" if noted else ""}。</p></div>'


def _table(title: str, audited: Sequence[Audited]) -> Iterator[str]:
    if audited:
        yield f"<h2>{title}（{len(audited)}项）</h2><table>{_HEAD}"
        for one in audited:
            sign, kind = ("✓ 符合", "yes") if one.passed else ("✗ 不符合", "no") if one.withholds else ("！留意", "note")
            yield (f'<tr><td class="{kind}">{sign}</td><td>{escape(one.meaning)}<br><span class="name">{escape(one.name)}</span></td>'
                   f"<td>{escape(one.counted)}</td></tr>")  # fmt: skip
        yield "</table>"

"""The leader's message: the headline with what moved, ranks that changed, red lights by office. No project, no person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bulletins.terminal import number
from schemas.indicators import RATES

Row = Mapping[str, Any]
#: Said whether they moved or not; the others only when they did.
_ALWAYS = ("signed_100m", "signed_500m_manufacturing", "land_supplied", "enrolled", "funds_outside_city", "valid_leads")
_BACKLOGS = {"land": "签约未供地", "start": "签约未开工"}
_MOST = 8


def write_leader(as_of: date, headline: Sequence[Row], rankings: Sequence[Row], backlog: Sequence[Row]) -> str:
    """Plain text; its first line is the day, and the rest is what may change."""
    said = [f"【要目】截至{as_of:%Y年%-m月%-d日}招商引资主要情况"]
    said += [_figure(row) for row in headline if row["key"] in _ALWAYS or (row["change"] and row["measure"] != "比例")]
    moves = _moves(rankings)
    said += ["名次变化：" + "；".join(moves[:_MOST]) + (f"；另有{len(moves) - _MOST}个" if len(moves) > _MOST else "")] if moves else []
    said += [line for name in _BACKLOGS if (line := _reds(name, backlog))]
    return "\n".join(said) + "\n"


def _figure(row: Row) -> str:
    change = row["change"] or 0
    moved = f"（比上次{'增' if change > 0 else '减'}{number(abs(change), row['measure'])}）" if change else ""
    forecast = "，预计" if row["status"] == "预计" else ""
    return f"· {row['label']}{number(row['value'], row['measure'])}{row['measure']}{forecast}{moved}"


def _moves(rankings: Sequence[Row]) -> list[str]:
    """石梁镇落地率第5→第2, the longest way first."""
    moved = [r for r in rankings if r["rank"] is not None and r["previous_rank"] is not None and r["rank"] != r["previous_rank"]]
    ordered = sorted(moved, key=lambda r: (-abs(r["rank"] - r["previous_rank"]), r["rank"]))
    return [f"{r['unit_name']}{RATES[r['rate']]}第{r['previous_rank']}→第{r['rank']}" for r in ordered]


def _reds(backlog: str, rows: Sequence[Row]) -> str:
    red = Counter(r["unit_name"] or "未明引进单位" for r in rows if r["backlog"] == backlog and r["light"] == "红")
    if not red:
        return ""
    offices = "、".join(f"{unit}{count}个" for unit, count in red.most_common(_MOST))
    return f"{_BACKLOGS[backlog]}红灯{red.total()}个：{offices}" + ("等" if len(red) > _MOST else "")

"""`saima replay`: what was kept is read again under today's rules, aliases and units, and published; no new sheet is needed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from flows.decisions import published_batch
from flows.instance import Instance
from flows.night import REPLAYED, prepare
from flows.telling import tell
from schemas.forms import FORMS
from warehouse import board
from warehouse.database import Database

Counts = dict[tuple[str, str], tuple[int, int]]


@dataclass
class Replayed:
    """`files` read again (0: nothing had changed), and by unit and form the rows rejected and loaded, before and now."""

    files: int = 0
    batch: int | None = None
    withheld: str = ""
    changed: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def replay(instance: Instance) -> Replayed:
    """As of the published day. Raises WrongSetting where nothing is published yet."""
    night = prepare(instance)
    _, night.as_of = published_batch(night)
    with night.db.night_lock(instance.var):
        if not night.unread():
            return Replayed()
        before = _counts(night.db)
        result: object = None
        with night.db.kept_open():
            for step in REPLAYED:
                result = step(night)
            tell(night, bool(result))
    done = Replayed(len(night.arrived), night.at.id, "" if result else "；".join(night.failed))
    after = _counts(night.db)
    for unit, form in sorted(before.keys() | after.keys()):
        then, now = before.get((unit, form), (0, 0)), after.get((unit, form), (0, 0))
        if then != now:
            done.changed.append({
                "unit_name": unit, "form": form, "rejected_before": then[0], "rejected": now[0], "loaded_before": then[1], "loaded": now[1],
            })  # fmt: skip
    return done


def _counts(db: Database) -> Counts:
    return {(r["unit_name"] or "", r["form"]): (r["rejected"], r["loaded"]) for r in board.quality(db)}


def in_words(done: Replayed) -> Iterator[str]:
    if not done.files:
        yield "没有可重读的：规则、别名和单位都没有变。"
        return
    yield f"重读{done.files}个文件，第{done.batch}批" + (f"未发布：{done.withheld}" if done.withheld else "已发布。")
    for row in done.changed:
        form = FORMS[row["form"]].title if row["form"] in FORMS else row["form"]
        yield (f"  {row['unit_name'] or '（不明单位）'} {form}：退回行 {row['rejected_before']} → {row['rejected']}，"
               f"入库行 {row['loaded_before']} → {row['loaded']}")  # fmt: skip
    if not done.changed:
        yield "  退回和入库的行数没有变化。"

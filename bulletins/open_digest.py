"""The digest for a group of data officers: counts and offices, no file, no project, nothing that a cell says."""

from collections.abc import Sequence

from bulletins.digest import Digest, UnitLine
from bulletins.notice import ROBOT

_MOST = 12
_FOOT = 80  # bytes kept for what is said of lines left out


def write_open_digest(digest: Digest) -> str:
    """The county's night in short, under ROBOT bytes of UTF-8; what does not fit is counted."""
    state = "已发布" if digest.published else "未发布（上一次发布的数据保持不变）"
    said = [f"【{state}】截至{digest.as_of:%Y年%-m月%-d日}，第{digest.batch}批，今晚读取{digest.files_read}个文件"]
    said += [digest.receipt] if digest.receipt else []
    said += [f"未通过核验{len(digest.failed)}项，详见数据管理员摘要。"] if digest.failed else []
    said += [f"没有写成的信{len(digest.untold)}封。"] if digest.untold else []
    said += _few("没有送达", [line.partition("：")[0] for line in digest.undelivered])  # what a server answered may name an address
    said += _few("未报", digest.missing)
    said += _few("待确认的报送", [f"{unit} {form}" for _, unit, form in digest.held])
    said += _few("没有读成的来源", [line.name for line in digest.sources if line.trouble])
    wrong = sorted((u for u in digest.units if u.stops + u.rejects), key=lambda u: -(u.stops + u.rejects))
    said += _few("需修改", [_counted(unit) for unit in wrong])
    if digest.strays:
        said.append(f"不明单位的文件有问题{len(digest.strays)}条。")
    return _within(said)


def _counted(unit: UnitLine) -> str:
    return f"{unit.unit}{unit.stops + unit.rejects}条"


def _few(title: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [f"{title}{len(names)}个：{'、'.join(names[:_MOST])}{'等' if len(names) > _MOST else ''}。"]


def _within(lines: Sequence[str]) -> str:
    """As many lines as fit, the last of them cut on a character; how many are left out is said."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        room = ROBOT - len("\n".join([*kept, ""]).encode()) - _FOOT
        if room < _FOOT:
            return "\n".join([*kept, f"另有{len(lines) - number}项没有写下，详见数据管理员摘要。"]) + "\n"
        fits = line.encode()
        kept.append(line if len(fits) <= room else fits[: room - 3].decode(errors="ignore") + "…")
    return "\n".join(kept) + "\n"

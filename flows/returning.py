"""Giving an office its own workbooks back, annotated: by the night beside the letter, and by `saima check`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from bulletins.annotated import annotate, list_alone
from bulletins.marks import WORDS, Listing, Mark
from bulletins.parts import Unpatchable
from bulletins.plain_book import plain_book
from connectors.grids import sandboxed_grids
from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.rule_catalogue import RULES
from schemas.saying import Said, say

_PATCHED = (".xlsx", ".xlsm")
Row = Mapping[str, object]


def mark_of(row: Row, reason: str = "") -> Mark:
    """A stored finding as the annotated workbook shows it."""
    text = {name: str(row[name] or "") for name in ("rule", "form", "file", "sheet", "cell", "field", "got")}
    if row["detail"] is None or text["rule"] not in RULES:  # told by an earlier version, whose words alone were kept
        said = Said("", str(row["message"]), text["got"], "", "", str(row["message"]))
    else:
        said = say(Finding(
            text["rule"], form=text["form"], file=text["file"], sheet=text["sheet"], cell=text["cell"], field=text["field"],
            got=text["got"], detail=str(row["detail"]), name=str(row["name"] or "")))  # fmt: skip
    return Mark(str(row["severity"]), text["sheet"], text["cell"], said, str(row["fingerprint"]), reason)


def head_of(
    unit: str, day: str, marks: Sequence[Mark], accepted: Mapping[str, int], fate: str, ask: str,
    passes: str = "已接收", then: str = "改好后把文件放回原处即可。",
) -> list[str]:  # fmt: skip
    """The lines above a list: whose, the verdict with its counts, what was accepted, what to do then, whom to ask."""
    open_ones = [m for m in marks if not m.reason]
    counts = {s: sum(1 for m in open_ones if m.severity == s) for s in WORDS}
    verdict = "需修改" if counts["stop"] + counts["reject"] else passes
    said = "，".join(f"{word}{counts[s]}条" for s, word in WORDS.items() if counts[s]) or "没有发现问题"
    explained = f"，已说明{len(marks) - len(open_ones)}条" if len(open_ones) < len(marks) else ""
    rows = "，".join(f"{FORMS[form].title}{count}行" for form, count in accepted.items())
    taken = fate or (f"已接收：{rows}。" if rows else "")
    return [f"{unit} {day}".strip(), f"【{verdict}】{said}{explained}。{taken}", f"{then}如有疑问，请联系{ask}。"]


def write_copy(path: Path, file: str, folder: Path, listing: Listing, taken: set[str]) -> Path:
    """The annotated copy of a kept file; `taken` are the names of the folder in use, and gain one."""
    content = path.read_bytes() if path.exists() else b""
    name = PurePath(file).name
    made, patched = None, False
    if content.startswith(b"PK"):
        try:
            made, patched = annotate(content, listing), True
        except Unpatchable:
            made = None  # .xlsb, .ods, or broken: its cells in a plain copy
    if made is None:
        grids = sandboxed_grids(path) if content else []
        made = annotate(plain_book(grids), listing) if grids else list_alone(listing)
    suffix = PurePath(name).suffix.lower()
    if not (patched and suffix in _PATCHED):
        name = f"{PurePath(name).stem}.xlsx"
    stem, ending = PurePath(name).stem, PurePath(name).suffix
    name = next(n for n in (name, *(f"{stem}（{i}）{ending}" for i in range(2, 999))) if n not in taken)
    taken.add(name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(made)
    return folder / name


def by_arrival(rows: Iterable[Row], reasons: Mapping[int, str]) -> dict[int, list[Mark]]:
    """Marks by the file that they speak of; findings of no file are not among them."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for row in rows:
        if row["arrival_id"] is not None:
            reason = reasons.get(int(str(row["explained_by"])), "") if row["explained_by"] is not None else ""
            found[int(str(row["arrival_id"]))].append(mark_of(row, reason))
    return found

"""Which rows speak of one project (forms.md, "One project, one row"), independent of the order of arrival.

Rows share a project when they share a code, or when name and investor are equal and nothing contradicts. Two codes or
two 统一社会信用代码 are never one project. A blank investor matches when exactly one project bears the name.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable

import polars as pl

KEYS = ["code_key", "uscc_key", "name_key", "investor_key"]
Key = tuple[str, str, str, str]
_AT_ONCE = 50_000  # keys that are texts of Python at one time


class _Groups:
    """Union-find over distinct keys; a group has at most one code and one credit code."""

    def __init__(self, keys: list[Key]) -> None:
        self.keys = keys
        self.root = list(range(len(keys)))
        self.code = [key[0] for key in keys]
        self.uscc = [key[1] for key in keys]

    def find(self, member: int) -> int:
        while self.root[member] != member:
            self.root[member] = self.root[self.root[member]]
            member = self.root[member]
        return member

    def join(self, one: int, other: int) -> bool:
        """Make two groups one unless their codes contradict."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return True
        for known in (self.code, self.uscc):
            if known[one] and known[other] and known[one] != known[other]:
                return False
        one, other = min(one, other), max(one, other)
        self.root[other] = one
        self.code[one] = self.code[one] or self.code[other]
        self.uscc[one] = self.uscc[one] or self.uscc[other]
        return True

    def join_all(self, members: Iterable[int]) -> None:
        """Join each member to the first group of these that it does not contradict."""
        heads: list[int] = []
        for member in members:
            if not any(self.join(head, member) for head in heads):
                heads.append(member)


def group(keys: list[Key]) -> list[int]:
    """The group of each distinct (code, credit code, name, investor); keys must be sorted and distinct."""
    groups = _Groups(keys)
    for members in _by(keys, lambda k: k[0]).values():
        groups.join_all(sorted(members, key=lambda i: (not keys[i][1], keys[i])))
    for members in _by(keys, lambda k: f"{k[2]}|{k[3]}" if k[2] and k[3] else "").values():
        groups.join_all(sorted(members, key=lambda i: (not groups.code[groups.find(i)], not groups.uscc[groups.find(i)], keys[i])))
    named = _by(keys, lambda k: k[2])
    for members in named.values():
        blank = [i for i in members if not keys[i][3]]
        groups.join_all(sorted(blank, key=lambda i: (not keys[i][0], keys[i])))
        others = {groups.find(i) for i in members if keys[i][3]}
        if blank and len(others) == 1:
            for i in blank:
                groups.join(next(iter(others)), i)
    return [groups.find(i) for i in range(len(keys))]


def _by(keys: list[Key], what: Callable[[Key], str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        if value := what(key):
            found[value].append(i)
    return found


def project_ids(rows: pl.DataFrame) -> pl.DataFrame:
    """`rows` (with KEYS) and their `project_id`, a hash of what identifies the project.

    Keys are grouped only where they share a code or a name with another: most projects stand in one ledger under one spelling.
    """
    keyed = rows.with_columns(pl.col(name).fill_null("") for name in KEYS)
    distinct = keyed.select(KEYS).unique()
    code, name = pl.col("code_key"), pl.col("name_key")
    alone = (name != "") & name.is_unique() & ((code == "") | code.is_unique())
    ids = pl.concat([
        *(_hashed(part) for part in distinct.filter(alone).iter_slices(_AT_ONCE)), _grouped(distinct.filter(~alone).sort(KEYS)),
    ])  # fmt: skip
    return keyed.join(ids, on=KEYS, how="left", maintain_order="left")


def _hashed(distinct: pl.DataFrame) -> pl.DataFrame:
    """Keys of which each is a project of its own."""
    names = distinct.select(pl.concat_str("name_key", "investor_key", separator="|")).to_series()
    return distinct.with_columns(project_id=pl.Series([_id(name) for name in names], dtype=pl.String))


def _grouped(distinct: pl.DataFrame) -> pl.DataFrame:
    """Keys of which several may be one project."""
    keys = list(distinct.iter_rows())
    roots = group(keys)
    members: dict[int, list[Key]] = defaultdict(list)
    for key, root in zip(keys, roots, strict=True):
        members[root].append(key)
    base = {root: min((k[2], k[3]) for k in (with_investor(own) or own)) for root, own in members.items()}
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for name in base.values():
        shared[name] += 1
    names = {}
    for root, own in members.items():
        text = "|".join(base[root])
        if shared[base[root]] > 1:
            text += "|" + max(k[0] for k in own) + "|" + max(k[1] for k in own)
        names[root] = _id(text)
    return distinct.with_columns(project_id=pl.Series([names[root] for root in roots], dtype=pl.String))


def _id(text: str) -> str:
    return "P" + hashlib.sha256(text.encode()).hexdigest()[:12]


def with_investor(keys: list[Key]) -> list[Key]:
    return [key for key in keys if key[3]]

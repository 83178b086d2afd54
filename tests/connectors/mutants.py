"""Workbooks broken at random: bytes turned, cut, doubled; parts of a package dropped, doubled, exchanged; numbers and tags of a part spoilt."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from connectors.precheck import BROKEN_MEMBER
from schemas.forms import FORMS
from tests.connectors.planted import FAMILIES, draw

_HUGE = (b"4294967296", b"99999999999999999999", b"-1", b"1048577", b"0", b"1e309", b"NaN")
_ADDRESSES = (b"XFD1048576", b"A0", b"ZZZZ9", b"1A", b"A99999999", b"")
_SNIPPETS = (
    b"<!DOCTYPE a [<!ENTITY b '" + b"x" * 99 + b"'>]>", b"&b;", b"</row>", b"<row>", b"<c r='B2' t='s'><v>9</v></c>", b"\x00", b"\xff\xfe", b"<f>1/0</f>",
    b"<mergeCell ref='A1:XFD1048576'/>", b"]]>", b"<is><t>\xe7\x94\xb2</t></is>",
)  # fmt: skip


def seeds(count: int) -> list[tuple[str, bytes]]:
    """Whole workbooks to begin with, of every writer: (ending, bytes)."""
    found = []
    for number in range(count):
        family = FAMILIES[number * 7 % len(FAMILIES)]
        sheet = draw(Random(number), family, list(FORMS.values())[number % len(FORMS)])
        found.append((family[2], sheet.content(family[2])))
    return found


def corpus_seeds(folder: Path, largest: int = 30_000) -> list[tuple[str, bytes]]:
    """Small files of a folder of real awkward workbooks, of kinds that no writer of ours makes."""
    kinds = (".ods", ".xlsb", ".xls", ".et", ".xlsm", ".xlsx")
    paths = [p for p in sorted(folder.rglob("*")) if p.suffix.lower() in kinds and p.stat().st_size <= largest]
    return [(p.suffix.lower()[1:], p.read_bytes()) for p in paths]


def mutate(rng: Random, content: bytes) -> bytes:
    """One to three changes; a package is opened for two in three of them."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        change = _package if content[:2] == b"PK" and rng.random() < 0.7 else rng.choice(_BYTES)
        content = change(rng, content)
    return content


def _turned(rng: Random, content: bytes) -> bytes:
    raw = bytearray(content)
    for _ in range(rng.choice((1, 4, 40))):
        if raw:
            raw[rng.randrange(len(raw))] = rng.randrange(256)
    return bytes(raw)


def _cut(rng: Random, content: bytes) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _doubled(rng: Random, content: bytes) -> bytes:
    begin = rng.randrange(len(content) + 1)
    part = content[begin : begin + rng.choice((1, 16, 512, 4096))]
    return content[:begin] + part * rng.choice((2, 3, 50)) + content[begin + len(part) :]


def _dropped(rng: Random, content: bytes) -> bytes:
    begin = rng.randrange(len(content) + 1)
    return content[:begin] + content[begin + rng.choice((1, 16, 512)) :]


_BYTES: Sequence[Callable[[Random, bytes], bytes]] = (_turned, _cut, _doubled, _dropped)


def _package(rng: Random, content: bytes) -> bytes:
    """The package written anew with one part changed; one that does not open is changed byte by byte."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [(name, package.read(name)) for name in package.namelist()]
    except BROKEN_MEMBER:  # by an earlier change
        return _turned(rng, content)
    if not parts:
        return content
    at = rng.randrange(len(parts))
    name, body = parts[at]
    kind = rng.randrange(8)
    if kind == 0:
        parts.pop(at)
    elif kind == 1:
        parts.append((name, rng.choice(parts)[1]))
    elif kind == 2:
        parts[at] = (rng.choice((name.upper(), f"../{name}", f"/{name}", name.replace("/", "\\"), f"{name}x")), body)
    elif kind == 3:
        parts[at] = (name, rng.choice(parts)[1])
    else:
        parts[at] = (name, (_number, _address, _snippet, _tag)[kind - 4](rng, body))
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        for part, body in parts:
            package.writestr(zipfile.ZipInfo(part), body)
    return raw.getvalue()


def _replaced(rng: Random, body: bytes, pattern: bytes, words: Sequence[bytes]) -> bytes:
    places = list(re.finditer(pattern, body))
    if not places:
        return _turned(rng, body)
    place = rng.choice(places)
    return body[: place.start()] + rng.choice(words) + body[place.end() :]


def _number(rng: Random, body: bytes) -> bytes:
    return _replaced(rng, body, rb"\d+", _HUGE)


def _address(rng: Random, body: bytes) -> bytes:
    return _replaced(rng, body, rb"\b[A-Z]{1,3}\d+\b", _ADDRESSES)


def _snippet(rng: Random, body: bytes) -> bytes:
    begin = rng.randrange(len(body) + 1)
    return body[:begin] + rng.choice(_SNIPPETS) + body[begin:]


def _tag(rng: Random, body: bytes) -> bytes:
    return _replaced(rng, body, rb"<[^<>]*>", (b"", b"<x>", b"</sheetData>", b"<sheetData>"))

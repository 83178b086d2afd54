"""The parts of an office's own workbook: what is not touched is copied as it lies, byte for byte."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from posixpath import basename, dirname, join, normpath, relpath
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any  # of lxml, which brings no types
_TYPES = "[Content_Types].xml"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
LARGEST = 64 << 20


class Unpatchable(Exception):
    """The workbook cannot be patched: too large, or its parts contradict one another."""


def parse(data: bytes) -> Element:
    """XML without entities, networks or surprises. Raises Unpatchable."""
    if len(data) > LARGEST:
        raise Unpatchable(f"a part of {len(data) >> 20} MB")
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise Unpatchable(str(error)) from None


def serialise(root: Element) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def namespace(root: Element) -> str:
    """The namespace of a part's own elements, strict or transitional."""
    return str(etree.QName(root).namespace or "")


@dataclass
class Sheet:
    """A worksheet of the workbook: its name, and the part it lies in."""

    name: str
    part: str


@dataclass
class Parts:
    """The members of a package. `changed` holds what was put; `save` writes the rest as it was."""

    package: zipfile.ZipFile
    names: dict[str, str] = field(default_factory=dict)  # plain name → member
    changed: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def open(cls, content: bytes) -> "Parts":
        try:
            package = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unpatchable(str(error)) from None
        return cls(package, {_plain(name): name for name in package.namelist()})

    def read(self, name: str) -> bytes:
        """A part's bytes as they are now; b'' where there is none."""
        member = self.names.get(_plain(name), name)
        if member in self.changed:
            return self.changed[member]
        if _plain(name) not in self.names:
            return b""
        if self.package.getinfo(member).file_size > LARGEST:
            raise Unpatchable(f"{name} is too large")
        return self._original(member)

    def _original(self, member: str) -> bytes:
        try:
            return self.package.read(member)
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error) as error:
            raise Unpatchable(f"{member}: {error}") from None

    def put(self, name: str, content: bytes) -> None:
        """A part's new bytes; under the member's own spelling where there is one."""
        self.changed[self.names.get(_plain(name), name)] = content

    def add(self, name: str, content: bytes, kind: str = "") -> str:
        """A new part under a name that is free; `kind` its content type."""
        stem, dot, ending = name.rpartition(".")
        stem = stem.rstrip("0123456789")
        number = 1
        while _plain(name) in self.names or name in self.changed:
            number += 1
            name = f"{stem}{number}{dot}{ending}"
        self.changed[name] = content
        if kind:
            types = parse(self.read(_TYPES))
            etree.SubElement(types, f"{{{_CONTENT}}}Override", PartName=f"/{name}", ContentType=kind)
            self.put(_TYPES, serialise(types))
        return name

    def default_type(self, ending: str, kind: str) -> None:
        """Parts of this ending are of this content type, unless somebody says otherwise."""
        types = parse(self.read(_TYPES))
        if not any(t.get("Extension", "").lower() == ending for t in types.iter(f"{{{_CONTENT}}}Default")):
            types.insert(0, etree.Element(f"{{{_CONTENT}}}Default", Extension=ending, ContentType=kind))
            self.put(_TYPES, serialise(types))

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """By id: the last word of a relation's type, and the part it leads to."""
        data = self.read(_relations_of(part))
        if not data:
            return {}
        found = {}
        for relation in parse(data):
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                target = normpath(join("/" + dirname(part), relation.get("Target", ""))).lstrip("/")
                found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    def relate(self, part: str, kind: str, target: str, strict: bool) -> str:
        """A new relation of a part; returns its id."""
        name = _relations_of(part)
        data = self.read(name)
        root = parse(data) if data else etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        taken = {relation.get("Id") for relation in root if isinstance(relation.tag, str)}
        number = next(i for i in range(1, len(taken) + 2) if f"rIdSaima{i}" not in taken)
        base = _STRICT if strict else _OFFICE
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=f"rIdSaima{number}", Type=f"{base}/{kind}",
                         Target=relpath("/" + target, "/" + dirname(part)))  # fmt: skip
        self.put(name, serialise(root))
        return f"rIdSaima{number}"

    def save(self) -> bytes:
        """The package: old members in their order and compression, then the new ones."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for info in self.package.infolist():
                content = self.changed.get(info.filename)
                kept = zipfile.ZipInfo(info.filename, info.date_time)
                kept.compress_type, kept.external_attr = min(info.compress_type, zipfile.ZIP_DEFLATED), info.external_attr
                package.writestr(kept, self._original(info.filename) if content is None else content)
            old = set(self.package.namelist())
            for name, content in self.changed.items():
                if name not in old:
                    package.writestr(name, content)
        return out.getvalue()


#: The namespaces of spreadsheets as Excel has written them since 2007; a beta's is another.
KNOWN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")


def is_strict(root: Element) -> bool:
    return namespace(root).startswith("http://purl.oclc.org/")


def relation_id(root: Element) -> str:
    """The attribute by which a part's elements name a relation."""
    return f"{{{_STRICT if is_strict(root) else _OFFICE}}}id"


def _relations_of(part: str) -> str:
    return join(dirname(part), "_rels", f"{basename(part)}.rels")


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()

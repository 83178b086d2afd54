"""The workbook part: which sheets there are, a new first one, and what counts sheets by their position."""

from posixpath import dirname, join

from lxml import etree

from bulletins.parts import KNOWN, Element, Parts, Sheet, Unpatchable, is_strict, namespace, parse, relation_id, serialise
from schemas.raw import shown

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


class Book:
    """Opens the workbook part of a package. Raises Unpatchable where there is none."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        top = parts.relations("")
        self.part = next((target for kind, target in top.values() if kind == "officeDocument"), "xl/workbook.xml")
        data = parts.read(self.part)
        if not data:
            raise Unpatchable("no workbook part")
        self.root = parse(data)
        if namespace(self.root) not in KNOWN:
            raise Unpatchable(f"a workbook of {namespace(self.root) or 'no namespace'}")
        self.ns, self.strict, self.id = namespace(self.root), is_strict(self.root), relation_id(self.root)
        self.relations = parts.relations(self.part)

    def _find(self, name: str) -> Element | None:
        found: Element | None = self.root.find(f"{{{self.ns}}}{name}")
        return found

    def _elements(self) -> list[Element]:
        sheets = self._find("sheets")
        if sheets is None:
            raise Unpatchable("no sheets")
        return [s for s in sheets if isinstance(s.tag, str)]

    def sheets(self) -> list[Sheet]:
        """Worksheets in order, as the reader names them."""
        named = ((s.get("name", ""), self.relations.get(s.get(self.id, ""), ("", ""))) for s in self._elements())
        return [Sheet(shown(name), target) for name, (kind, target) in named if kind == "worksheet"]

    def target(self, kind: str) -> str:
        """The part of the workbook that is of a kind: styles, sharedStrings."""
        return next((target for k, target in self.relations.values() if k == kind), "")

    def active(self) -> int:
        view = next(self.root.iter(f"{{{self.ns}}}workbookView"), None)
        return int(view.get("activeTab", "0")) if view is not None else 0

    def shown_part(self) -> str:
        """The part of the sheet that the workbook opens on."""
        elements, at = self._elements(), self.active()
        return self.relations.get(elements[at].get(self.id, ""), ("", ""))[1] if at < len(elements) else ""

    def make_styles(self) -> str:
        """A part for styles where the workbook has none."""
        part = join(dirname(self.part), "styles.xml")
        part = self.parts.add(part, b"", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml")
        self.parts.relate(self.part, "styles", part, self.strict)
        return part

    def put_first(self, name: str, content: bytes, is_shown: bool) -> None:
        """A new first sheet; names and views that count sheets move on by one."""
        part = self.parts.add(join(dirname(self.part), "worksheets/sheetSaima1.xml"), content, _WORKSHEET)
        relation = self.parts.relate(self.part, "worksheet", part, self.strict)
        elements = self._elements()
        number = max((int(s.get("sheetId", "0")) for s in elements), default=0) + 1
        taken = {s.get("name", "").lower() for s in elements}
        title = next(n for n in (name, *(f"{name}{i}" for i in range(2, 999))) if n not in taken)
        made = etree.Element(f"{{{self.ns}}}sheet", {"name": title, "sheetId": str(number), self.id: relation})
        elements[0].addprevious(made) if elements else self.root.append(made)
        self._moved({i: i + 1 for i in range(len(elements))}, is_shown)

    def put_again(self, part: str, content: bytes, is_shown: bool) -> None:
        """A list that came back, written anew and moved to the front."""
        self.parts.put(part, content)
        elements = self._elements()
        at = next(i for i, s in enumerate(elements) if self.relations.get(s.get(self.id, ""), ("", ""))[1] == part)
        elements[at].attrib.pop("state", None)
        if at:
            elements[0].addprevious(elements[at])
        self._moved({i: i + 1 for i in range(at)} | {at: 0}, is_shown)

    def _moved(self, places: dict[int, int], is_shown: bool) -> None:
        for name in self.root.iter(f"{{{self.ns}}}definedName"):
            if (old := name.get("localSheetId")) is not None:
                name.set("localSheetId", str(places.get(int(old), int(old))))
        for view in self.root.iter(f"{{{self.ns}}}workbookView"):
            at = int(view.get("activeTab", "0"))
            view.set("activeTab", "0" if is_shown else str(places.get(at, at)))
            view.attrib.pop("firstSheet", None)
        self.parts.put(self.part, serialise(self.root))

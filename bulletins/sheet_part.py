"""One worksheet's XML: a cell by its address (made where it is missing), its style, its merges, its neighbours."""

from lxml import etree

from bulletins.marks import place
from bulletins.parts import Element, namespace, parse

#: What may stand after <legacyDrawing> in a worksheet.
_AFTER_NOTES = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
)


def letters(column: int) -> str:
    """1 → A, 28 → AB."""
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


class SheetPart:
    """Opens the XML of a worksheet; rows and cells may lack their references, which then follow from their order."""

    def __init__(self, data: bytes) -> None:
        self.root = parse(data)
        self.ns = namespace(self.root)
        found = self.root.find(self._tag("sheetData"))
        self.data = found if found is not None else etree.SubElement(self.root, self._tag("sheetData"))
        self._rows: dict[int, Element] = {}
        number = 0
        for row in self.data.iterchildren(self._tag("row")):
            number = int(row.get("r") or number + 1)
            self._rows[number] = row
        merged = (m.get("ref", "") for m in self.root.iter(self._tag("mergeCell")))
        self._merges = [tuple(map(place, ref.split(":"))) for ref in merged if ":" in ref]

    def _tag(self, name: str) -> str:
        return f"{{{self.ns}}}{name}"

    def anchor(self, cell: str) -> str:
        """The cell that shows: the first one of a merged range."""
        column, row = place(cell)
        for (left, top), (right, bottom) in self._merges:
            if left <= column <= right and top <= row <= bottom:
                return f"{letters(left)}{top}"
        return cell

    def cell(self, address: str) -> Element:
        """The <c> of an address; a new one takes the style of its row or column."""
        column, number = place(address)
        row = self._rows.get(number)
        if row is None:
            row = etree.Element(self._tag("row"), r=str(number))
            later = [n for n in self._rows if n > number]
            if later:
                self._rows[min(later)].addprevious(row)
            else:
                self.data.append(row)
            self._rows[number] = row
        at = 0
        for cell in row.iterchildren(self._tag("c")):
            at = place(cell.get("r", ""))[0] or at + 1
            if at == column:
                return cell
            if at > column:
                new = etree.Element(self._tag("c"), r=address, s=self._inherited(row, column))
                cell.addprevious(new)
                return new
        new = etree.Element(self._tag("c"), r=address, s=self._inherited(row, column))
        last = row.findall(self._tag("c"))
        row.insert(row.index(last[-1]) + 1 if last else 0, new)
        row.attrib.pop("spans", None)  # an optimisation that may no longer hold
        return new

    def _inherited(self, row: Element, column: int) -> str:
        if row.get("customFormat") in ("1", "true"):
            return str(row.get("s", "0"))
        for col in self.root.iter(self._tag("col")):
            if int(col.get("min", "0")) <= column <= int(col.get("max", "0")):
                return str(col.get("style", "0"))
        return "0"

    def cells(self) -> list[Element]:
        return list(self.data.iter(self._tag("c")))

    def deselect(self) -> None:
        """Another sheet is shown first: two selected ones would be edited together."""
        for view in self.root.iter(self._tag("sheetView")):
            view.attrib.pop("tabSelected", None)

    def is_selected(self) -> bool:
        return any(view.get("tabSelected") in ("1", "true") for view in self.root.iter(self._tag("sheetView")))

    def legacy_drawing(self) -> Element | None:
        found: Element | None = self.root.find(self._tag("legacyDrawing"))
        return found

    def add_legacy_drawing(self, attribute: str, relation: str) -> None:
        """The link to the part that draws notes, where the schema wants it."""
        names = {etree.QName(child).localname: child for child in reversed(self.root) if isinstance(child.tag, str)}
        element = etree.Element(self._tag("legacyDrawing"), {attribute: relation})
        following = next((names[name] for name in _AFTER_NOTES if name in names), None)
        firsts = [child for child in self.root if isinstance(child.tag, str) and etree.QName(child).localname in _AFTER_NOTES]
        if following is None:
            self.root.append(element)
        else:
            firsts[0].addprevious(element)

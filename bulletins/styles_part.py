"""The styles of a workbook: a bad cell's style with another fill and all else as it was, and the way back."""

from copy import deepcopy

from lxml import etree

from bulletins.marks import FILLS
from bulletins.parts import Element, Parts, namespace, parse, serialise

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BARE = f"""<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs></styleSheet>"""
#: What the list's cells look like: font, fill, alignment, by name.
_SMALL = '<sz val="10"/>'
_OURS = {
    "text": (_SMALL, "", '<alignment vertical="top" wrapText="1"/>'),
    "title": ('<b/><sz val="16"/>', "", ""),
    "head": ('<b/><sz val="10"/><color rgb="FFFFFFFF"/>', "FF44546A", '<alignment vertical="center" wrapText="1"/>'),
    "line": ('<sz val="11"/>', "", ""),
    "link": ('<u/><sz val="10"/><color rgb="FF0563C1"/>', "", '<alignment vertical="top"/>'),
    "reason": (_SMALL, "FFFFFFE5", '<alignment vertical="top" wrapText="1"/>'),
    **{severity: ("<b/>" + _SMALL, fill, '<alignment vertical="top"/>') for severity, fill in FILLS.items()},
    "explained": ('<sz val="10"/><color rgb="FF7F7F7F"/>', "FFEDEDED", '<alignment vertical="top"/>'),
}  # fmt: skip


class Styles:
    """Opens the styles part, made where a workbook has none; `save` puts it back when something was added."""

    def __init__(self, parts: Parts, part: str) -> None:
        self.parts, self.part = parts, part
        self.root = parse(parts.read(part) or _BARE.encode())
        self.ns = namespace(self.root)
        self._made: dict[object, int] = {}
        self.touched = not parts.read(part)

    def _section(self, name: str) -> Element:
        found = self.root.find(f"{{{self.ns}}}{name}")
        if found is not None:
            return found
        later = {f"{{{self.ns}}}{other}" for other in _ORDER[_ORDER.index(name) + 1 :]}
        at = next((i for i, child in enumerate(self.root) if child.tag in later), len(self.root))
        section = etree.Element(f"{{{self.ns}}}{name}")
        self.root.insert(at, section)
        return section

    def _append(self, section: str, xml: str | Element) -> int:
        """Append an element to a section and return its number."""
        own = self._section(section)
        element = etree.fromstring(f'<x xmlns="{self.ns}">{xml}</x>')[0] if isinstance(xml, str) else xml
        own.append(element)
        count = sum(1 for child in own if isinstance(child.tag, str))
        own.set("count", str(count))
        self.touched = True
        return count - 1

    def _xfs(self) -> list[Element]:
        return [xf for xf in self._section("cellXfs") if isinstance(xf.tag, str)]

    def _fill(self, rgb: str) -> int:
        if ("fill", rgb) not in self._made:
            xml = f'<fill><patternFill patternType="solid"><fgColor rgb="{rgb}"/><bgColor indexed="64"/></patternFill></fill>'
            self._made["fill", rgb] = self._append("fills", xml)
        return self._made["fill", rgb]

    def filled(self, style: int, severity: str) -> int:
        """The style with the fill of a severity."""
        return self._refilled(style, self._fill(FILLS[severity]))

    def _refilled(self, style: int, fill: int) -> int:
        if (style, fill) not in self._made:
            xfs = self._xfs()
            xf = deepcopy(xfs[style]) if style < len(xfs) else etree.Element(f"{{{self.ns}}}xf")
            xf.set("fillId", str(fill))
            xf.set("applyFill", "1")
            self._made[style, fill] = self._append("cellXfs", xf)
        return self._made[style, fill]

    def fill_of(self, style: int) -> str:
        """The fill of a style as XML; '' where it has none."""
        xfs, fills = self._xfs(), [f for f in self._section("fills") if isinstance(f.tag, str)]
        number = int(xfs[style].get("fillId", "0")) if style < len(xfs) else 0
        return etree.tostring(fills[number], encoding="unicode") if 0 < number < len(fills) else ""

    def is_ours(self, style: int) -> bool:
        return any(rgb in self.fill_of(style) for rgb in FILLS.values())

    def washed(self, style: int, former: str) -> int:
        """The style with the fill that stood before ours (its XML, '' for none)."""
        try:
            fill = etree.fromstring(former) if former else None
        except etree.XMLSyntaxError:
            fill = None
        if fill is None or etree.QName(fill).localname != "fill" or namespace(fill) != self.ns:
            return self._refilled(style, 0)
        if ("was", former) not in self._made:
            self._made["was", former] = self._append("fills", fill)
        return self._refilled(style, self._made["was", former])

    def own(self, name: str) -> int:
        """A style of the list; its texts are texts, whatever they begin with."""
        if ("own", name) not in self._made:
            font, rgb, alignment = _OURS[name]
            number = self._append("fonts", f'<font>{font}<name val="宋体"/><family val="3"/><charset val="134"/></font>')
            fill = self._fill(rgb) if rgb else 0
            self._made["own", name] = self._append("cellXfs", (
                f'<xf numFmtId="49" fontId="{number}" fillId="{fill}" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" '
                f'applyFont="1" applyFill="1" applyAlignment="1">{alignment}</xf>'))  # fmt: skip
        return self._made["own", name]

    def save(self) -> None:
        if self.touched:
            self.parts.put(self.part, serialise(self.root))

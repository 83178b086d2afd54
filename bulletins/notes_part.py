"""Notes on cells: a comments part and the old drawing that shows them, merged with what an office wrote itself."""

import re
from collections.abc import Mapping

from lxml import etree

from bulletins.marks import clean, place
from bulletins.parts import Element, Parts, is_strict, namespace, parse, relation_id, serialise
from bulletins.sheet_part import SheetPart

AUTHOR = "赛马"
#: Every note of ours begins so: what follows goes when the workbook comes back.
BEGINS = "【赛马·"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_END = re.compile(rb"</(?:[\w.-]+:)?xml\s*>\s*$")
_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout></xml>"""
_NOTE = """<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" o:spt="202" path="m,l,21600r21600,l21600,xe" \
style="position:absolute;margin-left:80pt;margin-top:2pt;width:280pt;height:{height}pt;z-index:{level};visibility:hidden" \
fillcolor="#ffffe1" o:insetmode="auto"><v:stroke joinstyle="miter"/><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>\
<v:path gradientshapeok="t" o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 12, {top}, 2, {right}, 40, {bottom}, 6</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""


class Notes:
    """The notes of one worksheet: `strip` takes ours away, `add` puts new ones on, `save` writes what changed."""

    def __init__(self, parts: Parts, sheet: SheetPart, part: str, number: int) -> None:
        self.parts, self.sheet, self.part, self.number = parts, sheet, part, number
        relations = parts.relations(part)
        self.file = next((target for kind, target in relations.values() if kind == "comments"), "")
        drawn = sheet.legacy_drawing()
        self.drawing = relations.get(drawn.get(relation_id(sheet.root), ""), ("", ""))[1] if drawn is not None else ""
        empty = f'<comments xmlns="{sheet.ns or _MAIN}"><authors/><commentList/></comments>'
        self.root = parse(parts.read(self.file) or empty.encode())
        self.ns = namespace(self.root)
        self.vml = parts.read(self.drawing)
        self.touched = False

    def _all(self) -> list[Element]:
        return list(self.root.iter(f"{{{self.ns}}}comment"))

    def strip(self) -> None:
        """Take away what we wrote before; a note that was ours alone goes with its shape."""
        for comment in self._all():
            ours = [run for run in comment.iter(f"{{{self.ns}}}r") if _text(run).lstrip("\n").startswith(BEGINS)]
            for run in ours:
                run.getparent().remove(run)
            whole = [t for t in comment.iter(f"{{{self.ns}}}t") if BEGINS in (t.text or "")]
            for text in whole:  # another program joined the runs
                text.text = (text.text or "").split(BEGINS)[0].rstrip("\n")
            if ours or whole:
                self.touched = True
                if not _text(comment).strip():
                    comment.getparent().remove(comment)
                    self._undraw(comment.get("ref", ""))

    def _undraw(self, ref: str) -> None:
        column, row = place(ref)
        at = re.compile(rb"<x:Row>\s*%d\s*</x:Row>.*?<x:Column>\s*%d\s*</x:Column>" % (row - 1, column - 1), re.DOTALL)
        self.vml = _SHAPE.sub(lambda m: b"" if b'ObjectType="Note"' in m[0] and at.search(m[0]) else m[0], self.vml)

    def add(self, notes: Mapping[str, str]) -> None:
        """A note a cell; below what stands there already."""
        known = {comment.get("ref"): comment for comment in self._all()}
        fresh = [ref for ref in notes if ref not in known]
        if not self._draw(fresh, notes):
            return  # the drawing is none that we can add to: fills and the list must do
        for ref, text in notes.items():
            comment = known.get(ref)
            if comment is None:
                comment = etree.SubElement(self._list(), f"{{{self.ns}}}comment", ref=ref, authorId=str(self._author()))
                etree.SubElement(comment, f"{{{self.ns}}}text")
            _append_run(comment, self.ns, text if comment.get("ref") in fresh else "\n\n" + text)
            self.touched = True

    def _list(self) -> Element:
        found = self.root.find(f"{{{self.ns}}}commentList")
        return found if found is not None else etree.SubElement(self.root, f"{{{self.ns}}}commentList")

    def _author(self) -> int:
        authors = self.root.find(f"{{{self.ns}}}authors")
        if authors is None:
            authors = etree.Element(f"{{{self.ns}}}authors")
            self.root.insert(0, authors)
        names = [author.text for author in authors]
        if AUTHOR not in names:
            etree.SubElement(authors, f"{{{self.ns}}}author").text = AUTHOR
            names.append(AUTHOR)
        return names.index(AUTHOR)

    def _draw(self, fresh: list[str], notes: Mapping[str, str]) -> bool:
        block = 500 + self.number
        vml = self.vml or _VML.format(block=block).encode()
        end = _END.search(vml)
        if end is None:
            return False
        taken = [int(n) for n in _NUMBER.findall(vml)]
        first = max(taken, default=block * 1024) + 1
        shapes = "".join(_shape(first + i, ref, notes[ref]) for i, ref in enumerate(fresh))
        self.vml = vml[: end.start()] + shapes.encode() + vml[end.start() :]
        return True

    def save(self) -> None:
        """Write both parts, and link new ones to their sheet."""
        if not self.touched:
            return
        strict = is_strict(self.sheet.root)
        if self.file:
            self.parts.put(self.file, serialise(self.root))
        else:
            self.file = self.parts.add("xl/commentsSaima1.xml", serialise(self.root), _COMMENTS)
            self.parts.relate(self.part, "comments", self.file, strict)
        if self.drawing:
            self.parts.put(self.drawing, self.vml)
        else:
            self.drawing = self.parts.add("xl/drawings/vmlDrawingSaima1.vml", self.vml)
            self.parts.default_type("vml", _DRAWING)
            relation = self.parts.relate(self.part, "vmlDrawing", self.drawing, strict)
            self.sheet.add_legacy_drawing(relation_id(self.sheet.root), relation)


def _append_run(comment: Element, ns: str, text: str) -> None:
    body = comment.find(f"{{{ns}}}text")
    if body is None:
        body = etree.SubElement(comment, f"{{{ns}}}text")
    run = etree.Element(f"{{{ns}}}r")
    look = etree.SubElement(run, f"{{{ns}}}rPr")
    etree.SubElement(look, f"{{{ns}}}sz", val="9")
    etree.SubElement(look, f"{{{ns}}}rFont", val="宋体")
    written = etree.SubElement(run, f"{{{ns}}}t")
    written.text = clean(text)
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    last = [child for child in body if child.tag in (f"{{{ns}}}t", f"{{{ns}}}r")]
    body.insert(body.index(last[-1]) + 1 if last else 0, run)


def _text(element: Element) -> str:
    return "".join(part for part in element.itertext() if part)


def _shape(number: int, ref: str, text: str) -> str:
    column, row = (n - 1 for n in place(ref))
    lines = sum(1 + len(line) // 24 for line in text.split("\n"))
    top = max(row - 1, 0)
    return _NOTE.format(number=number, level=number % 1024 + 1, height=13 * lines + 8, left=column + 1, top=top, right=column + 4,
                        bottom=top + lines + 1, row=row, column=column)  # fmt: skip

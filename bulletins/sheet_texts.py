"""The texts of a small worksheet, by row and column letter: how a list of ours is read when its workbook comes back."""

from bulletins.parts import Element, namespace, parse


def sheet_texts(sheet: bytes, strings: bytes) -> list[dict[str, str]]:
    """A dictionary a row, column letter → text."""
    shared = [_text(item) for item in parse(strings)] if strings else []
    root = parse(sheet)
    ns = namespace(root)
    rows = []
    for row in root.iter(f"{{{ns}}}row"):
        said = {}
        for cell in row.iter(f"{{{ns}}}c"):
            value = cell.find(f"{{{ns}}}v")
            if cell.get("t") == "s" and value is not None and (value.text or "").isdigit() and int(value.text or 0) < len(shared):
                text = shared[int(value.text or 0)]
            elif cell.get("t") == "inlineStr":
                text = _text(cell)
            else:
                text = (value.text or "") if value is not None else ""
            said[cell.get("r", "").rstrip("0123456789")] = text
        rows.append(said)
    return rows


def _text(element: Element) -> str:
    return "".join(str(part) for part in element.itertext())

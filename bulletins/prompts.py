"""What a column of a template asks for, in words for clerks, derived from the field's declaration."""

from collections.abc import Mapping
from datetime import date

from schemas.grammar import Field, Form, Kind

#: What a template's amounts and areas are counted in; a header says it, so that no cell has to.
UNITS: Mapping[Kind, str] = {"money": "万元", "area": "亩"}
_ASKS: Mapping[Kind, str] = {
    "text": "", "code": "请从下拉中选一项", "unit": "请从下拉中选单位的全称", "date": "写成 2022-06-16，年月日齐全", "month": "写成 2022-06",
    "year": "四位数的年份", "money": "单位万元，只填数字", "count": "只填整数", "number": "只填数字，单位写在计量单位列", "area": "单位亩，只填数字",
    "percent": "写成 50%", "region": "写到市或县，如 广东省深圳市", "bool": "填 是 或 否", "phone": "11位手机号，或 0570-3012345",
}  # fmt: skip
_SHOWN: Mapping[Kind, object] = {
    "date": date(2022, 6, 16), "month": "2022-06", "money": 5000, "count": 2, "number": 12, "area": 50, "percent": 0.5, "region": "广东省深圳市",
    "bool": "是", "phone": "（本人填写）",
}  # fmt: skip


def head(field: Field) -> str:
    """The column's title, with the unit of its amounts."""
    unit = UNITS.get(field.kind)
    return f"{field.title}（{unit}）" if unit else field.title


def need(field: Field) -> str:
    if field.wanted:
        return "必填"
    return "签约后必填" if field.once_signed else "选填"


def ask(field: Field) -> str:
    """How to fill it: the meaning, the shape, and what a blank means."""
    parts = [field.meaning, _ASKS[field.kind]]
    if field.kind == "date" and not field.planned:
        parts.append("尚未发生的留空")
    if field.default:
        parts.append("不填为0%" if field.kind == "percent" else f"不填为{field.default}")
    if field.personal:
        parts.append("个人信息，只用于联系，不进报表")
    return "；".join(part for part in parts if part) + "。"


def example(field: Field, form: Form) -> object:
    """What the example row shows."""
    if field.kind == "code":
        return next(iter(field.codes))
    if field.kind == "unit":
        return "单位全称"
    if field.kind == "text":
        return "" if field.id in ("project_code", "investor_uscc") else f"（{field.title}）"
    return _SHOWN.get(field.kind, "")


def columns(form: Form) -> list[Field]:
    """The columns of a template: what is loaded; sums and split columns follow from it."""
    return list(form.loaded)

"""A value in good order for every field of every form, and who sends the form."""

from datetime import date
from typing import Any

from schemas.grammar import Field, Form

SENDERS = {"station": "杭州驻点招商组", "platform": "区文旅局", "bureau": "区招商局", "": "石梁镇"}
#: Valid values that no kind gives by itself.
VALUES: dict[str, Any] = {
    "project_code": "2106-330802-04-01-123456", "investor_uscc": "91330000142919410U", "tags": "首台套、大好高", "phone": "0570-3012345",
    "first_talk_share": 0.3, "fixed_investment": 4000, "total_investment": 5000, "land_mode": "新增用地", "platform": "区文旅局",
    "station": "杭州驻点招商组", "valid": "是", "review_result": "通过", "county": "浙江省衢州市柯城区", "until": None, "plant_secured_on": None,
    "service_officer": "专员01", "month": "2022-06", "indicator": "签约项目数", "measure": "个", "status": None,
}  # fmt: skip
KINDS: dict[str, Any] = {
    "text": "某某内容", "date": date(2022, 6, 16), "money": 5000, "count": 2, "number": 12, "area": 50, "percent": 0.5, "region": "广东省深圳市",
    "bool": "是", "year": 2022, "unit": "石梁镇",
}  # fmt: skip


def valid(spec: Field) -> Any:
    if spec.kind == "code" and VALUES.get(spec.id) not in spec.codes:
        return next(iter(spec.codes))
    return VALUES.get(spec.id, KINDS.get(spec.kind))


def sender(form: Form) -> str:
    return SENDERS[form.unit_kinds[0] if form.unit_kinds else ""]

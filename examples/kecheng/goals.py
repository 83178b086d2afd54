"""The year's targets: the units' lines add up to the district's, which is the bureau's."""

from decimal import Decimal

from examples.kecheng.objects import BUREAU, UNITS, Target

#: Indicator → measure, in the order of the sheet's columns.
INDICATORS = {
    "签约项目数": "个",
    "亿元以上签约项目数": "个",
    "开工项目数": "个",
    "市外到位资金": "亿元",
}

_SHARES: dict[str, tuple[str, str, str, str]] = {
    "ST01": ("6", "3", "3", "1.5"),
    "ST02": ("6", "3", "3", "2"),
    "ST03": ("6", "3", "3", "2"),
    "ST04": ("6", "4", "4", "3"),
    "330802100": ("3", "1", "2", "0.8"),
    "330802101": ("3", "1", "2", "0.8"),
    "330802013": ("4", "1", "2", "0.6"),
    "330802010": ("4", "1", "2", "0.8"),
    "330802210": ("2", "0", "1", "0.2"),
    "330802211": ("2", "1", "1", "0.3"),
    "PL01": ("8", "4", "5", "1.5"),
    "PL02": ("6", "2", "4", "1.5"),
}


def _targets() -> tuple[Target, ...]:
    units = [
        Target(unit, indicator, measure, Decimal(_SHARES[unit][place]))
        for unit in UNITS
        for place, (indicator, measure) in enumerate(INDICATORS.items())
    ]
    district = [
        Target(BUREAU, indicator, measure, sum((t.target for t in units if t.indicator == indicator), Decimal(0)))
        for indicator, measure in INDICATORS.items()
    ]
    return (*district, *units)


TARGETS = _targets()

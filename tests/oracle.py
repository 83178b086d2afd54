"""The county's figures computed a second time, from `outputs.md` alone: no warehouse code, money in integer yuan,
exact `Fraction`s, nothing rounded. Where the two differ, one has misread the page. No order of rows is promised.

AMBIGUITIES, each the sentence and the reading taken here:
 1. "every active unit": since <= as-of (or blank) and until > as-of (or blank), as for officers.
 2. "projects credited to u": introduced_by = u, whole and for any first_talk_share, 100 % too. A credit is a fraction, the
    denominator an integer, and only introduced_by is whole; by first_talk_unit a project would be reviewed twice, signed once.
 3. "rank: descending within the group": the group is group_name; kinds that share a group are ranked together.
 4. "introduced_by a station": any unit of kind station, active at as-of or not.
 5. "the year's formal signings by investment": 终止 excluded as in all signed_*; any size; a blank investment is 0.
 6. "NULL where the denominator is 0": share_*, and a target of 0, too. Refunds may make a share or rate < 0 or > 1.
 7. "whose project (unmatched: row) is 制造业": of a matched receipt only the project's industry, though it be blank.
 8. "市外 ⇔ known and not 3308xx": no region on receipt and project: not 市外. 330000 (a province only) is 市外.
 9. "month ∈ Y": January to as-of's month, the whole of it, even when as-of is the 1st.
10. "projects marked 失联", "keeps counting": every marked one, whenever signed; elsewhere it counts like a listed one.
11. "unit = introduced_by": kept though that unit is inactive, the bureau, unknown or blank (None). Bands have an en dash: 0–90.
12. bi_backlog_summary: member is the code for unit and platform, None for a blank, 全部 for 全部; no empty rows at all.
    also_in is the other backlog that holds the project, None where it does not. A blank total_investment is 0.
13. "numerator of that name restricted to the unit": by introduced_by; 签约, 落地, 开工 are signing, landing, start.
14. "the bureau's line takes the county's figure": all projects and receipts, those of no unit and unmatched ones too.
15. done of a money indicator is in the target's measure (亿元, 万元, 元; 亿元 where blank), so rate = done / target.

NOT HERE: definitions not in force, previous_rank and list, light; figures of leads, activities and officers; measure, period
and status of a headline key (money is in yuan here, not 亿元); targets of 有效信息数 and 驻点经费预算.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from tests.oracle_rows import BacklogRow, Project, Rate, Receipt, SummaryRow, Target, TargetRow, Unit

SINCE, YI = date(2021, 1, 1), 10**8
GROUPS = {"township": "乡镇街道", "department": "部门", "station": "驻点组", "platform": "平台"}
YUAN = {"亿元": YI, "万元": 10**4, "元": 1}
Units = Sequence[Unit]
Projects = Sequence[Project]
Receipts = Sequence[Receipt]


def is_active(unit: Unit, as_of: date) -> bool:
    return (unit.since is None or unit.since <= as_of) and (unit.until is None or unit.until > as_of)


def within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def sign_formally(projects: Projects, since: date, as_of: date) -> list[Project]:
    """The formal signings of the span that were not terminated: cohort(u) when given the projects of u and Y."""
    formal = (p for p in projects if p.agreement_type == "正式协议" and within(p.signed_on, since, as_of))
    return [p for p in formal if p.status != "终止"]


def landed_on(p: Project) -> date | None:
    """The one date that the project's land mode looks at; no mode, never."""
    plant = p.plant_secured_on
    days = {"新增用地": p.land_supplied_on, "购买厂房": plant, "租用厂房": plant, "无需用地": p.registered_on}
    return days.get(p.land_mode or "")


def sum_investment(projects: Projects) -> int:
    return sum(p.total_investment or 0 for p in projects)


def count_rates(owned: Projects, receipts: Receipts, as_of: date) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of each rate over the projects that one unit introduced."""
    new_year = date(as_of.year, 1, 1)
    cohort = sign_formally(owned, new_year, as_of)
    ids = {p.project_id for p in cohort}
    arrived = (r for r in receipts if r.status == "实际到位" and r.month <= f"{as_of:%Y-%m}")
    passed = [p for p in owned if p.review_result == "通过" and within(p.reviewed_on, new_year, as_of)]
    return {
        "signing": (len(cohort), len(passed)),
        "landing": (sum(within(landed_on(p), date.min, as_of) for p in cohort), len(cohort)),
        "start": (sum(within(p.started_on, date.min, as_of) for p in cohort), len(cohort)),
        "funds": (sum(r.amount for r in arrived if r.project_id in ids), sum_investment(cohort)),
    }


def rank_row(row: Rate, rows: list[Rate]) -> Rate:
    """The row with its rank (1, 1, 3) and gaps among the rows of the same rate and group."""
    if row.value is None:
        return row
    peers = [r.value for r in rows if r[:2] == row[:2] and r.value is not None]
    better = [v for v in peers if v > row.value]
    return row._replace(rank=1 + len(better), gap_to_next=min(better, default=row.value) - row.value, gap_to_first=max(peers) - row.value)


def rates(units: Units, projects: Projects, receipts: Receipts, as_of: date) -> list[Rate]:
    """One row for each active unit of a ranked kind and each rate."""
    rows = []
    for u in (u for u in units if u.kind in GROUPS and is_active(u, as_of)):
        owned = [p for p in projects if p.introduced_by == u.code]
        for rate, (top, bottom) in count_rates(owned, receipts, as_of).items():
            value = Fraction(top, bottom) if bottom else None
            rows.append(Rate(rate, u.group or GROUPS[u.kind], u.code, u.name, top, bottom, value, None, None, None))
    return [rank_row(row, rows) for row in rows]


def backlog(units: Units, projects: Projects, as_of: date, since: date = SINCE) -> list[BacklogRow]:
    """Signed and without land, signed and not started: a row a project and backlog. The units change nothing."""
    rows = []
    for p in sign_formally(projects, since, as_of):
        days = (as_of - (p.signed_on or as_of)).days
        band = "0–90" if days <= 90 else "91–180" if days <= 180 else "181–365" if days <= 365 else ">365"
        lacks_land = p.land_mode == "新增用地" and not within(p.land_supplied_on, date.min, as_of)
        lacks_start = not within(p.started_on, date.min, as_of)
        if lacks_land:
            rows.append(BacklogRow("land", p.project_id, p.introduced_by, days, band, "start" if lacks_start else None))
        if lacks_start:
            rows.append(BacklogRow("start", p.project_id, p.introduced_by, days, band, "land" if lacks_land else None))
    return rows


def backlog_summary(units: Units, projects: Projects, as_of: date, since: date = SINCE) -> list[SummaryRow]:
    """Projects and yuan of each backlog by each dimension's members."""
    by_id = {p.project_id: p for p in projects}
    members: dict[tuple[str, str, str | None], list[Project]] = {}
    for row in backlog(units, projects, as_of, since):
        p = by_id[row.project_id]
        values = {
            "unit": row.unit_code,
            "platform": p.platform,
            "industry": p.industry,
            "land_mode": p.land_mode,
            "age_band": row.age_band,
            "blocker_kind": p.blocker_kind,
            "全部": "全部",
        }
        for item in values.items():
            members.setdefault((row.backlog, *item), []).append(p)
    return [SummaryRow(*key, len(found), sum_investment(found)) for key, found in members.items()]


def sum_funds(projects: Projects, receipts: Receipts, status: str, first: str, last: str) -> tuple[int, int]:
    """市外 yuan of the months from first to last, and the 制造业 part of it."""
    by_id, total, made = {p.project_id: p for p in projects}, 0, 0
    for r in (r for r in receipts if r.status == status and first <= r.month <= last):
        project = by_id[r.project_id] if r.project_id is not None else None
        region = r.funder_region_code or (project.investor_region_code if project else None)
        if region and not region.startswith("3308"):
            total += r.amount
            made += r.amount if (project or r).industry == "制造业" else 0
    return total, made


def headline(units: Units, projects: Projects, receipts: Receipts, as_of: date) -> dict[str, int | Fraction | None]:
    """The county's figures by key: counts, yuan, and two shares."""
    new_year, month, stations = date(as_of.year, 1, 1), f"{as_of:%Y-%m}", {u.code for u in units if u.kind == "station"}
    signed = sign_formally(projects, new_year, as_of)
    made = [p for p in signed if p.industry == "制造业"]
    made_500m = [p for p in made if (p.total_investment or 0) >= 5 * YI]
    tax_trade = [p for p in signed if p.project_kind in ("税源项目", "外贸项目")]
    funds, funds_made = sum_funds(projects, receipts, "实际到位", f"{as_of.year}-01", month)
    forecast, forecast_made = sum_funds(projects, receipts, "预计到位", month, month)
    waiting, invested = [row.backlog for row in backlog(units, projects, as_of)], sum_investment(signed)
    return {
        "signed_100m": sum((p.total_investment or 0) >= YI for p in signed),
        "signed_500m_manufacturing": len(made_500m),
        "station_signed_500m_manufacturing": sum(p.introduced_by in stations for p in made_500m),
        "station_tax_trade_signed": sum(p.introduced_by in stations for p in tax_trade),
        "land_supplied": sum(p.land_mode == "新增用地" and within(p.land_supplied_on, new_year, as_of) for p in projects),
        "enrolled": sum(within(p.enrolled_on, new_year, as_of) for p in projects),
        "funds_outside_city": funds,
        "funds_manufacturing": funds_made,
        "funds_forecast_month": forecast,
        "funds_forecast_month_manufacturing": forecast_made,
        "stations": sum(u.kind == "station" and is_active(u, as_of) for u in units),
        "share_manufacturing_signed": Fraction(sum_investment(made), invested) if invested else None,
        "share_manufacturing_funds": Fraction(funds_made, funds) if funds else None,
        "backlog_land": waiting.count("land"),
        "backlog_start": waiting.count("start"),
        "vanished_signed": sum(p.lost for p in projects),
    }


def targets(units: Units, projects: Projects, receipts: Receipts, lines: list[Target], as_of: date) -> list[TargetRow]:
    """One row for each line, in the lines' order; the bureau's is the county's. An unknown indicator: KeyError."""
    bureaus, elapsed, rows = {u.code for u in units if u.kind == "bureau"}, Fraction(as_of.month, 12), []
    for line in lines:
        owned = [p for p in projects if line.unit in bureaus or p.introduced_by == line.unit]
        ids = {p.project_id for p in owned}
        theirs = [r for r in receipts if line.unit in bureaus or r.project_id in ids]
        counted, figures = count_rates(owned, theirs, as_of), headline(units, owned, theirs, as_of)
        done = {
            "签约项目数": counted["signing"][0],
            "落地项目数": counted["landing"][0],
            "开工项目数": counted["start"][0],
            "亿元以上签约项目数": figures["signed_100m"],
            "市外到位资金": figures["funds_outside_city"],
            "制造业到位资金": figures["funds_manufacturing"],
        }[line.indicator]
        exact = Fraction(done or 0) / (YUAN[line.measure or "亿元"] if line.indicator.endswith("资金") else 1)
        rate = exact / line.target if line.target else None
        points = None if rate is None else 100 * (rate - elapsed)
        rows.append(TargetRow(line.unit, line.indicator, line.target, exact, rate, elapsed, points))
    return rows

"""Remakes schemas/data/holidays.csv from chinesecalendar (a development dependency): `python -m tests.holiday_table`.

Run it each November, when the State Council has published the next year and chinesecalendar a release with it; the tests
compare every day of the table with the library, and a few well known days with what the notices say.
"""

import csv
import io
from datetime import date, timedelta

from chinese_calendar import constants, is_workday

from schemas.workdays import SHIPPED

FIRST = 2020
NAMES = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "National Day": "国庆节", "Mid-autumn Festival": "中秋节",
}  # fmt: skip


def last_year() -> int:
    """The last year that the library has: its newest day off lies in it."""
    return max(constants.holidays).year


def table() -> str:
    """Days on which a plain week is wrong, and days that a notice names: day, 休 or 班, of which holiday."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(["day", "kind", "holiday"])
    for offset in range((date(last_year() + 1, 1, 1) - date(FIRST, 1, 1)).days):
        day = date(FIRST, 1, 1) + timedelta(offset)
        named = constants.holidays.get(day) or constants.workdays.get(day) or constants.in_lieu_days.get(day)
        if named:
            lines.writerow([day.isoformat(), "班" if is_workday(day) else "休", NAMES[named]])
    return out.getvalue()


if __name__ == "__main__":
    SHIPPED.write_text(table(), encoding="utf-8")

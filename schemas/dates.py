"""Date, month and year cells.

An imprecise date is its span's last day, or the delivery's date where that comes first; a planned one keeps
the last day. Only a span that begins after the delivery's date lies in the future.
"""

from datetime import date, datetime, timedelta

from schemas.cell import Cell, Context
from schemas.date_words import PLANNED, is_done_word, is_not_yet, plain, without_clock, without_plan
from schemas.grammar import Field
from schemas.raw import squeeze
from schemas.spans import EARLIEST, LATEST, Impossible, Span, Written, read_span

_UNREADABLE = Cell(None, rule="date_unreadable")
_IMPOSSIBLE = Cell(None, rule="date_impossible")
_AMBIGUOUS = Cell(None, rule="date_ambiguous")
_DONE = Cell(None, rule="date_done_word")
_NOT_YET = Cell(None, rule="date_not_yet")
_PLANNED = Cell(None, rule="date_planned_word")
_FUTURE = Cell(None, rule="date_future")
_NO_MONTH = Cell(None, rule="month_unreadable")
_NO_YEAR = Cell(None, rule="year_unreadable")

_LONGEST = 60
_SERIALS = range(20_000, 80_001)
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def parse_date(field: Field, raw: object, context: Context) -> Cell:
    """A date and its precision."""
    day = _plain_day(raw)
    if day is None:
        read = _read(field, raw, context)
        if isinstance(read, Cell):
            return read
        written, rule = read
        return _settled(field, written, rule, context)
    if not EARLIEST <= day.year <= LATEST:
        return _UNREADABLE
    return Cell(day, "day") if field.planned or day <= context.on else _FUTURE


def _plain_day(raw: object) -> date | None:
    """The quick way: what a reader or an ISO text already says to the day."""
    if type(raw) is str:
        if len(raw) == 10 and raw[4] == "-" and raw[7] == "-" and raw.isascii():
            try:
                return date.fromisoformat(raw)
            except ValueError:
                return None
        return None
    if type(raw) is datetime:
        return raw.date()
    return raw if type(raw) is date else None


def _read(field: Field, raw: object, context: Context) -> Cell | tuple[Written, str | None]:
    if type(raw) is bool:
        return _DONE if raw else _NOT_YET
    if type(raw) is int or type(raw) is float:
        return _read_number(raw, context)
    if type(raw) is not str or len(raw) > _LONGEST:
        return _UNREADABLE
    said = squeeze(without_clock(raw)).lower()
    written = read_span(plain(said, context.on)) or _serial(said, context)
    return (written, None) if written else _read_words(field, said, context)


def _read_words(field: Field, said: str, context: Context) -> Cell | tuple[Written, str | None]:
    if PLANNED.search(said) and not field.planned:
        return _PLANNED
    if is_done_word(said):
        return _DONE
    if is_not_yet(said):
        return _NOT_YET
    written = read_span(plain(without_plan(said), context.on)) if field.planned else None
    return (written, None) if written else _UNREADABLE


def _read_number(raw: float, context: Context) -> Cell | tuple[Written, str | None]:
    """20220616, 202206, 2022, an Excel serial; 6.16 and 2022.06 by their decimals, which a zero may have left."""
    if not 0 < raw < 1e8:
        return _UNREADABLE
    whole = int(raw)
    if serial := _serial(str(whole), context):
        return serial, None
    if raw == whole:
        written = read_span(str(whole)) if whole > 999 else None
        return (written, None) if written else _UNREADABLE
    head, _, decimals = f"{raw:.10g}".partition(".")
    if len(decimals) > 2 or not (whole <= 12 or EARLIEST <= whole <= LATEST):
        return _UNREADABLE
    short = len(decimals) == 1
    if short and int(decimals) <= (1 if whole > 12 else _most_tens(whole)):
        return _AMBIGUOUS
    written = read_span(f"{head}.{decimals}")
    return (written, None if whole > 12 else "date_decimal") if written else _UNREADABLE


def _most_tens(month: int) -> int:
    """6.1 may be the 1st or the 10th; 6.4 is only the 4th."""
    return 2 if month == 2 else 3


def _serial(said: str, context: Context) -> Written | None:
    if len(said) != 5 or not said.isascii() or not said.isdigit() or int(said) not in _SERIALS:
        return None
    day = (_EPOCH_1904 if context.date_1904 else _EPOCH_1900) + timedelta(days=int(said))
    return Written(day.year, day.month, day.day, "day")


def _settled(field: Field, written: Written, rule: str | None, context: Context) -> Cell:
    span = _place(written, context, planned=field.planned)
    if span is None:
        return _IMPOSSIBLE
    if span.begin > context.on and not field.planned:
        return _FUTURE
    if span.precision == "day":
        return Cell(span.end, "day", rule)
    return Cell(span.end if field.planned else min(span.end, context.on), span.precision, rule or "date_imprecise")


def _place(written: Written, context: Context, *, planned: bool) -> Span | None:
    """The span in its year: the latest that does not begin in the future, the period's for a plan."""
    if written.year or planned:
        return _try(written, context.period_to.year, context.on.month)
    for year in range(context.on.year, context.on.year - 8, -1):
        for month in (written.month,) if written.month or written.precision != "ten_days" else range(12, 0, -1):
            span = _try(written, year, month)
            if span and span.begin <= context.on:
                return span
    return None


def _try(written: Written, year: int, month: int) -> Span | None:
    try:
        return written.span(year, month)
    except Impossible:
        return None


def parse_month(field: Field, raw: object, context: Context) -> Cell:
    """ "YYYY-MM"; a day is its month. Months to come are read: a receipt may be expected."""
    if type(raw) is str and squeeze(raw).isdigit() and len(squeeze(raw)) < 3:
        raw = int(squeeze(raw))
    if (type(raw) is int or type(raw) is float) and raw in range(1, 13):
        return _month(Written(0, int(raw), 0, "month"), context)
    day = _plain_day(raw)
    if day is not None:
        return Cell(f"{day.year}-{day.month:02}") if EARLIEST <= day.year <= LATEST else _NO_MONTH
    read = _read(field, raw, context)
    if isinstance(read, Cell):
        return _AMBIGUOUS if read is _AMBIGUOUS else _NO_MONTH
    return _month(read[0], context)


def _month(written: Written, context: Context) -> Cell:
    """Without a year, the period's; a month over half a year after the period is last year's."""
    end = context.period_to
    year = end.year - 1 if written.month > end.month + 6 else end.year
    span = _try(written, year, end.month)
    if span is None or span.precision not in ("day", "ten_days", "month"):
        return _NO_MONTH
    return Cell(f"{span.begin.year}-{span.begin.month:02}")


def parse_year(field: Field, raw: object, context: Context) -> Cell:
    """A year as an integer: 2022, 2022年, 今年, or the year of a date."""
    day = _plain_day(raw)
    if day is not None:
        year = day.year
    else:
        read = _read(field, raw, context)
        if isinstance(read, Cell) or not read[0].year:
            return _NO_YEAR
        year = read[0].year
    return Cell(year) if EARLIEST <= year <= LATEST else _NO_YEAR

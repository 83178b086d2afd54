"""What commands print: the published night, the state of things, a restated date."""

from datetime import datetime
from typing import Any

from rich.console import Console

from bulletins import inquiry, terminal, terminal_reports
from bulletins.completeness import overdue
from flows.cli import as_text
from flows.holidays import read_holidays
from flows.instance import Instance
from flows.night import Night, prepare
from flows.source_report import source_rows, unread_files
from schemas.clock import SHANGHAI
from schemas.forms import FORMS
from warehouse import board, state
from warehouse.database import Database
from warehouse.notices import undelivered


def print_night(instance: Instance, console: Console, as_json: bool, withheld: str) -> None:
    """Headline, four rankings, the race, both backlogs, trends, findings by office, who is complete and who is missing, from the views that BI reads."""
    db = Database(instance.warehouse_url)
    if as_json:
        print(as_text({"withheld": withheld, **figures(db)}))
        return
    if withheld:
        console.print(f"\n[bold]未发布[/bold]：{withheld}\n以下是上一次发布的数据。", highlight=False)
    rows = board.headline(db)
    if rows:
        console.print(f"\n[bold]截至{rows[0]['as_of']}[/bold]", highlight=False)
        terminal.print_headline(console, rows)
        terminal.print_rankings(console, board.rankings(db))
        terminal.print_scores(console, board.scores(db))
        terminal.print_backlogs(console, board.backlog(db))
        terminal.print_trends(console, board.trends(db))
    terminal.print_findings(console, board.findings(db))
    titles, reports = {form.id: form.title for form in FORMS.values()}, board.submissions(db)
    terminal_reports.print_completeness(console, reports, titles)
    terminal_reports.print_discipline(console, board.discipline(db))
    terminal_reports.print_missing(console, reports, titles)
    if warning := read_holidays(instance).warning(datetime.now(SHANGHAI).date()):
        console.print(f"\n[bold red]{warning}[/bold red]", highlight=False)


def figures(db: Database) -> dict[str, Any]:
    return {"headline": board.headline(db), "rankings": board.rankings(db), "scores": board.scores(db), "backlog": board.backlog(db),
            "trends": board.trends(db), "targets": board.targets(db), "quality": board.quality(db), "findings": board.findings(db),
            "submissions": board.submissions(db), "discipline": board.discipline(db)}  # fmt: skip


def report_status(instance: Instance, console: Console, as_json: bool) -> None:
    night = prepare(instance)
    db = night.db
    batches, waiting, standing = state.last_batches(db), state.waiting(db), state.standing(db)
    places, warning = source_rows(night), night.county.calendar.workdays.warning(night.today)
    left = not_delivered(instance)
    missing = [{"unit": r["unit_name"], "form": r["form"], "period": r["period"], "due": r["due"]} for r in overdue(board.submissions(db))]
    if as_json:
        print(as_text({"batches": batches, "held": waiting, "standing": standing, "sources": places, "unread": unread_files(night),
                       "missing": missing, "calendar": warning, "undelivered": left}))  # fmt: skip
        return
    if warning:
        console.print(f"[bold red]{warning}[/bold red]", highlight=False)
    inquiry.print_listing(console, "最近的批次", "个", batches)
    inquiry.print_listing(console, "待确认的报送", "份", waiting)
    inquiry.print_listing(console, "采用中的报送", "份", standing)
    inquiry.print_listing(console, "到期未报的", "份", missing)
    inquiry.print_listing(console, "来源", "个", places)
    inquiry.print_listing(console, "来源里没有读的文件", "个", unread_files(night))
    inquiry.print_listing(console, "没有送达的通知", "条", left)


def not_delivered(instance: Instance) -> list[dict[str, Any]]:
    """Messages that nobody has got, with the reason and when they are tried again."""
    return [dict(row) for row in undelivered(Database(instance.warehouse_url))]


def report_restated(night: Night, console: Console, as_json: bool) -> None:
    """The restated headline beside what was published for that day."""
    published, day = state.shown_on(night.db, night.as_of)
    rows = state.restated(night.db, night.at.id, published)
    about = {"batch": night.at.id, "as_of": night.as_of, "published_batch": published, "published_as_of": day}
    if as_json:
        print(as_text({**about, "headline": rows}))
        return
    inquiry.print_restated(console, about, rows)

"""What a run leaves on its page in Prefect: headline, rankings, findings by office, links. Counts and names of offices only, no cell's text."""

from datetime import date
from pathlib import Path
from urllib.parse import quote, urljoin

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.instance import Instance
from warehouse import board
from warehouse.database import Database

#: What links lead to below var/, with its title; what is not there is not linked.
_PAGES = {
    "data_docs/saima.html": "审核结果（中文）", "data_docs/index.html": "Great Expectations Data Docs", "board/index.html": "晾晒榜",
    "outbox": "致数据管理员的摘要", "returns": "致各单位的信和批注表",
}  # fmt: skip


def show_night(instance: Instance, db: Database, as_of: date) -> None:
    """The published figures and what offices have to mend."""
    figures = [
        {"figure": r["label"], "value": r["value"], "measure": r["measure"], "change": r["change"], "status": r["status"]}
        for r in board.headline(db)
    ]
    if figures:
        create_table_artifact(key="headline", table=figures, description=f"主要指标，截至{as_of}")
    ranked = [
        {"rate": r["rate"], "group": r["group_name"], "unit": r["unit_name"], "rank": r["rank"], "value": r["value"]}
        for r in board.rankings(db)
    ]  # fmt: skip
    if ranked:
        create_table_artifact(key="rankings", table=ranked, description=f"四率排名，截至{as_of}")
    lines = [f"| {r['unit_name']} | {r['form']} | {r['stops']} | {r['rejects']} | {r['warns']} |" for r in board.quality(db)]
    header = "| 单位 | 报表 | 整份退回 | 需修改 | 请核对 |\n|---|---|---|---|---|\n"
    create_markdown_artifact(key="findings", markdown=header + "\n".join(lines), description="各单位问题数")
    show_links(instance)


def show_links(instance: Instance) -> None:
    """Where the pages of var/ are: under `site` of saima.toml if an office's web server shows them, else as files."""
    found = [(title, instance.var / name) for name, title in _PAGES.items() if (instance.var / name).exists()]
    lines = [f"- [{title}]({address(instance, path)})" for title, path in found]
    create_markdown_artifact(key="links", markdown="\n".join(lines) or "还没有可看的页面。", description="看板、审核和信件在哪里")


def address(instance: Instance, path: Path) -> str:
    if not instance.settings.site:
        return path.as_uri()
    return urljoin(instance.settings.site.rstrip("/") + "/", quote(path.relative_to(instance.var).as_posix()))

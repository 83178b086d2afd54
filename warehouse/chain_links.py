"""Each link of each industrial chain: companies aimed at, how many are in touch, signed, and the projects that fill it."""

from sqlalchemy import Connection, and_, case, distinct, func, insert, literal, select

from warehouse.batches import Batch
from warehouse.form_tables import FORM_TABLES
from warehouse.measure_tables import CHAIN, PROJECT, SOURCE

_SIGNED = ("已签约", "已落地")
_CONTACTED = ("已对接", "在谈", *_SIGNED)


def store_chain_links(connection: Connection, batch: Batch) -> None:
    """Store measure_chain; a link is covered when a company of it has signed or a project stands in it."""
    c = FORM_TABLES["chains"].c
    mine = and_(SOURCE.c.row_id == c.id, SOURCE.c.form == "chains", SOURCE.c.batch_id == batch.id)
    companies = (
        select(
            c.chain, c.node, func.count(distinct(c.company)).label("companies"),
            func.count(distinct(case((c.status.in_(_CONTACTED), c.company)))).label("contacted"),
            func.count(distinct(case((c.status.in_(_SIGNED), c.company)))).label("signed"),
        ).join(SOURCE, mine).group_by(c.chain, c.node).subquery()
    )  # fmt: skip
    placed = select(c.chain, c.node, SOURCE.c.project_id).join(SOURCE, mine).where(SOURCE.c.project_id.is_not(None)).distinct().subquery()
    projects = (
        select(placed.c.chain, placed.c.node, func.count().label("projects"), func.coalesce(func.sum(PROJECT.c.total_investment), 0).label("total"))
        .join(PROJECT, and_(PROJECT.c.project_id == placed.c.project_id, PROJECT.c.batch_id == batch.id))
        .group_by(placed.c.chain, placed.c.node).subquery()
    )  # fmt: skip
    number = func.coalesce(projects.c.projects, 0)
    query = select(
        literal(batch.id), companies.c.chain, companies.c.node, companies.c.companies, companies.c.contacted, companies.c.signed, number,
        func.coalesce(projects.c.total, 0), (companies.c.signed + number) > 0,
    ).select_from(companies.outerjoin(projects, and_(projects.c.chain == companies.c.chain, projects.c.node == companies.c.node)))  # fmt: skip
    connection.execute(insert(CHAIN).from_select([column.name for column in CHAIN.columns], query))

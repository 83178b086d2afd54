"""Figures of the same days of the year before."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measure_year_before",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="of the headline"),
        sa.Column("number", sa.BigInteger(), nullable=True, comment="count, or yuan; NULL where the rows do not reach back so far"),
        sa.Column("over", sa.BigInteger(), nullable=False, comment="what the number is divided by when shown"),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        comment="headline figures of the same days of the year before, from the rows that stand today",
    )
    op.create_index("measure_year_before_batch", "measure_year_before", ["batch_id"])

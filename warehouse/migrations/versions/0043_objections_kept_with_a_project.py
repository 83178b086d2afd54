"""Objections, kept with the project that each speaks of."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("batch.id"), nullable=False, comment="the board that it speaks of"),
        sa.Column("board", sa.Text(), nullable=False, comment="the number of an issued board, or ''"),
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.Text(), nullable=False, comment="who objects"),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False, comment="what was decided and why, or ''"),
        comment="objections to figures, with the project that each speaks of; they change no figure",
    )

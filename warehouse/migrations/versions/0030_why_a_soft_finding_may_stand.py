"""填报说明: why an office lets a soft finding stand, and what a finding's words are made of."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "explanation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("unit_code", sa.Text(), nullable=False, comment="who wrote it"),
        sa.Column("trouble", sa.Text(), nullable=False, comment="hash of rule, form, row, field and value: another value is not explained by it"),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rule_mark", sa.Text(), nullable=False, comment="hash of what the rule said: a rule that says something else asks again"),
        sa.Column("reason", sa.Text(), nullable=False, comment="as the office wrote it"),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("arrival_id", sa.Integer(), nullable=False, comment="the file in which it stood"),
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("batch.id"), nullable=False),
        comment="why an office lets a soft finding stand (填报说明)",
    )
    op.create_index("explanation_trouble", "explanation", ["trouble"])
    op.add_column("finding", sa.Column("detail", sa.Text(), nullable=True,
                                       comment="what the finding adds to its rule's words; with name: from which the message is made again"))
    op.add_column("finding", sa.Column("name", sa.Text(), nullable=True, comment="how people name its row"))
    op.add_column("finding", sa.Column("explained_by", sa.Integer(), nullable=True, comment="the explanation with which it stands, if any"))

"""The outbox of notices, and who was told that a sheet is missing."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("batch.id"), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False, comment="a unit's code, CODE/leader, data-officer, leader or bureau"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False, comment="a channel of the configuration; its address is looked up when it is sent"),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="the folder under var/ in which its words lie"),
        sa.Column("key", sa.Text(), nullable=False, comment="the same however often it is sent: Message-ID, bizMsgId"),
        sa.Column("state", sa.Text(), nullable=False, comment="待写, 待发, 已送达 or 未送达"),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("pieces_done", sa.Integer(), nullable=False, comment="of a text that needs several messages, those delivered"),
        sa.Column("in_doubt", sa.Boolean(), nullable=False, comment="a try was begun and nobody knows how it ended"),
        sa.Column("said", sa.Text(), nullable=False, comment="why the last try failed"),
        sa.Column("owed_at", sa.Text(), nullable=False),
        sa.Column("tried_at", sa.Text(), nullable=True),
        sa.Column("next_try", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("batch_id", "recipient"),
        comment="what recipients are told, one a night, and whether it was delivered",
    )
    op.create_index("notice_state", "notice", ["state", "next_try"])
    op.create_table(
        "urged",
        sa.Column("unit_code", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False, comment="office, office_leader or bureau"),
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("batch.id"), nullable=False),
        sa.PrimaryKeyConstraint("unit_code", "form", "period", "step"),
        comment="who was told that a sheet is missing: each once",
    )

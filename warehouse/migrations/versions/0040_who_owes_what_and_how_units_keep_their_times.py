"""When a sheet came, what it says instead of rows, and how units keep the times of their reports."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("arrival", sa.Column("came_at", sa.Text(), nullable=True,
                                       comment="when its source says that it came, not before the last look; NULL: unknown"))
    op.add_column("delivery", sa.Column("nil", sa.Text(), nullable=True, comment="what it says instead of rows: 本月无变化"))
    op.add_column("nil_note", sa.Column("period_from", sa.Date(), nullable=True, comment="of the period it names; NULL: it names none"))
    op.add_column("nil_note", sa.Column("period_to", sa.Date(), nullable=True))
    op.create_table(
        "measure_discipline",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.Text(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False, comment="reports whose due day has come, those let off not counted"),
        sa.Column("on_time", sa.Integer(), nullable=False, comment="按时 and 零报"),
        sa.Column("nil", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("exempt", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Float(), nullable=True, comment="on_time / due; NULL where nothing was due"),
        sa.Column("rank", sa.Integer(), nullable=True),
        comment="how units keep the times of their reports, the year so far",
    )
    op.create_index("measure_discipline_batch", "measure_discipline", ["batch_id"])

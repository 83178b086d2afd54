"""What offices say of themselves: cumulative and split columns, kept for comparison."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stated",
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False, comment="money in yuan"),
        comment="an office's own cumulative and split figures: compared, never counted",
    )
    op.create_index("stated_row", "stated", ["form", "row_id"])

"""The day a path no longer held its file: a finding about a stray file ends with the file."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("arrival", sa.Column("gone_on", sa.Date(), nullable=True, comment="since when its path no longer holds it"))

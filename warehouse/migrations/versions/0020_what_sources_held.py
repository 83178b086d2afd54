"""What sources held when they were last looked at, each look, and mails that say that nothing changed."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "source_file",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False, comment="within the source; of a mail its number"),
        sa.Column("within", sa.Text(), nullable=False, comment="the archive it was taken from, or ''"),
        sa.Column("stamp", sa.Text(), nullable=False, comment="size, time, ETag: it changes with the file"),
        sa.Column("state", sa.Text(), nullable=False, comment="kept, waiting, refused or aside"),
        sa.Column("why", sa.Text(), nullable=False, comment="what it waits for, or why it was refused"),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source", "path"),
        comment="what the paths of a source held when it was last looked at: only what changed is fetched",
    )
    op.create_table(
        "look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("fetched", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False, comment="arrivals: bytes new at their path"),
        sa.Column("missed", sa.Integer(), nullable=False, comment="listed and not got"),
        sa.Column("aside", sa.Integer(), nullable=False, comment="mails of strangers that lie aside"),
        sa.Column("trouble", sa.Text(), nullable=False, comment="why it could not be read, or ''"),
        sa.PrimaryKeyConstraint("id"),
        comment="each time a night looked at a source",
    )
    op.create_index("look_source", "look", ["source"])
    op.create_table(
        "nil_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="the mail"),
        sa.Column("unit_code", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False, comment="'' where the mail names none"),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("seen_batch", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        comment="mails in which an office says that nothing changed",
    )

"""Changes, blockers, lead times and scores stored a batch; boards that were issued; what a rate's definition looks at."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('measure_blocker',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Text(), nullable=False),
    sa.Column('project_name', sa.Text(), nullable=True),
    sa.Column('unit_code', sa.Text(), nullable=True),
    sa.Column('platform', sa.Text(), nullable=True),
    sa.Column('blocker_kind', sa.Text(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False, comment='as the ledger says, else the first as-of that showed it'),
    sa.Column('days_open', sa.Integer(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True, comment='the first as-of that no longer showed it'),
    sa.Column('total_investment', sa.BigInteger(), nullable=True),
    comment='what holds projects up: open, or closed in the as-of year'
    )
    op.create_index('measure_blocker_batch', 'measure_blocker', ['batch_id'], unique=False)
    op.create_table('measure_change',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Text(), nullable=False),
    sa.Column('project_name', sa.Text(), nullable=True),
    sa.Column('field', sa.Text(), nullable=False, comment='a field of the master, or 项目 where it came or went'),
    sa.Column('before', sa.Text(), nullable=True),
    sa.Column('after', sa.Text(), nullable=True),
    comment='what changed since the latest published batch with an earlier as-of'
    )
    op.create_index('measure_change_batch', 'measure_change', ['batch_id', 'project_id'], unique=False)
    op.create_table('measure_lead_time',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('cohort', sa.Text(), nullable=False, comment='the half-year of signing: 2022H1'),
    sa.Column('from_milestone', sa.Text(), nullable=False),
    sa.Column('to_milestone', sa.Text(), nullable=False),
    sa.Column('land_mode', sa.Text(), nullable=False, comment="'' where none is given; 全部 for all"),
    sa.Column('projects', sa.Integer(), nullable=False),
    sa.Column('median_days', sa.Float(), nullable=False),
    sa.Column('p90_days', sa.Integer(), nullable=False, comment='nine in ten took no longer'),
    comment='how long the way from one milestone to another took'
    )
    op.create_index('measure_lead_time_batch', 'measure_lead_time', ['batch_id'], unique=False)
    op.create_table('measure_score',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('group_name', sa.Text(), nullable=False),
    sa.Column('unit_code', sa.Text(), nullable=False),
    sa.Column('score', sa.Float(), nullable=True, comment='NULL: not ranked'),
    sa.Column('rank', sa.Integer(), nullable=True),
    sa.Column('previous_rank', sa.Integer(), nullable=True),
    sa.Column('list', sa.Text(), nullable=True),
    comment="the race: the units' totals"
    )
    op.create_index('measure_score_batch', 'measure_score', ['batch_id'], unique=False)
    op.create_table('measure_score_item',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('group_name', sa.Text(), nullable=False),
    sa.Column('unit_code', sa.Text(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('raw', sa.Float(), nullable=True, comment='NULL: nothing to divide by, no points'),
    sa.Column('capped', sa.Float(), nullable=True),
    sa.Column('weight', sa.Float(), nullable=False),
    sa.Column('points', sa.Float(), nullable=False),
    comment='the race: what each item gave'
    )
    op.create_index('measure_score_item_batch', 'measure_score_item', ['batch_id'], unique=False)
    op.create_table('issued',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False, comment='as printed, 〔2022〕7号'),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('signed_by', sa.Text(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('figures', sa.Text(), nullable=False, comment='JSON: every figure of the board, as it was issued'),
    sa.Column('figures_sha256', sa.Text(), nullable=False),
    sa.Column('definitions_sha256', sa.Text(), nullable=False, comment='of the configuration that figures depend on'),
    sa.Column('inputs_sha256', sa.Text(), nullable=False, comment='of the list of files whose rows stood'),
    sa.Column('code_version', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('number'),
    comment='boards signed, numbered and frozen (印发)'
    )
    op.add_column('measure_project', sa.Column('changed_on', sa.Date(), nullable=True, comment='the last as-of on which anything of it changed'))
    op.add_column('measure_rate', sa.Column('cohort', sa.Text(), nullable=False, server_default='signed', comment='which projects the definition looks at'))
    op.add_column('measure_rate', sa.Column('is_small', sa.Boolean(), nullable=False, server_default=sa.false(), comment='its denominator is below the configured minimum'))
    op.add_column('measure_rate', sa.Column('interval_low', sa.Float(), nullable=True, comment="Wilson's 95 %; NULL where the rate is no share of counts"))
    op.add_column('measure_rate', sa.Column('interval_high', sa.Float(), nullable=True))

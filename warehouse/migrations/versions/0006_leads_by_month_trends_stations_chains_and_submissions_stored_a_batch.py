"""Leads by month, trends, stations, chains and submissions, stored a batch."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('measure_chain',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('chain', sa.Text(), nullable=False),
    sa.Column('node', sa.Text(), nullable=False),
    sa.Column('companies', sa.Integer(), nullable=False),
    sa.Column('contacted', sa.Integer(), nullable=False),
    sa.Column('signed', sa.Integer(), nullable=False),
    sa.Column('projects', sa.Integer(), nullable=False),
    sa.Column('total_investment', sa.BigInteger(), nullable=False),
    sa.Column('covered', sa.Boolean(), nullable=False),
    comment='the links of the industrial chains'
    )
    op.create_index('measure_chain_batch', 'measure_chain', ['batch_id'], unique=False)
    op.create_table('measure_lead_month',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('station', sa.Text(), nullable=False),
    sa.Column('industry', sa.Text(), nullable=False, comment="'' where the lead has none"),
    sa.Column('month', sa.Text(), nullable=False),
    sa.Column('leads', sa.Integer(), nullable=True, comment='NULL: no delivery, so unknown'),
    sa.Column('valid', sa.Integer(), nullable=True),
    sa.Column('known', sa.Boolean(), nullable=False, comment='a delivery of that month stands'),
    comment="the stations' leads by industry and month"
    )
    op.create_index('measure_lead_month_batch', 'measure_lead_month', ['batch_id'], unique=False)
    op.create_table('measure_station',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('station', sa.Text(), nullable=False),
    sa.Column('month', sa.Text(), nullable=False),
    sa.Column('officers', sa.Integer(), nullable=False),
    sa.Column('leads', sa.Integer(), nullable=False),
    sa.Column('valid', sa.Integer(), nullable=False),
    sa.Column('talent', sa.Integer(), nullable=False),
    sa.Column('leaders_invited', sa.Integer(), nullable=False),
    sa.Column('investors_invited', sa.Integer(), nullable=False),
    sa.Column('signed', sa.Integer(), nullable=False),
    sa.Column('cost_yuan', sa.BigInteger(), nullable=False),
    comment='what each station did in each month of the year'
    )
    op.create_index('measure_station_batch', 'measure_station', ['batch_id'], unique=False)
    op.create_table('measure_submission',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('unit_code', sa.Text(), nullable=False),
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('due', sa.Text(), nullable=True),
    sa.Column('received', sa.Text(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    comment="who has sent what for as-of's period"
    )
    op.create_index('measure_submission_batch', 'measure_submission', ['batch_id'], unique=False)
    op.create_table('measure_trend',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('series', sa.Text(), nullable=False, comment='station_industry, station, industry or county'),
    sa.Column('member', sa.Text(), nullable=False),
    sa.Column('months_falling', sa.Integer(), nullable=False),
    sa.Column('from_month', sa.Text(), nullable=True),
    sa.Column('from_value', sa.Integer(), nullable=True),
    sa.Column('to_value', sa.Integer(), nullable=True),
    sa.Column('alert', sa.Boolean(), nullable=False),
    comment='how long each series of leads has been falling'
    )
    op.create_index('measure_trend_batch', 'measure_trend', ['batch_id'], unique=False)
    # ### end Alembic commands ###

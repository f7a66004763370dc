"""Erasures are kept, accounts have versions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('record_erasure',
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('slot', sa.Integer(), nullable=False),
    sa.Column('at', postgresql.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['number'], ['record_entry.number'], name=op.f('fk_record_erasure_number_record_entry')),
    sa.PrimaryKeyConstraint('number', 'slot', name=op.f('pk_record_erasure'))
    )
    op.add_column('person', sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    op.alter_column('person', 'version', server_default=None)
    # What was told is written once; only the operator's command erases, and never an erasure.
    op.execute("REVOKE UPDATE, DELETE ON record_slot FROM sar_app")
    op.execute("REVOKE UPDATE ON record_slot FROM sar_system")
    op.execute("REVOKE INSERT, UPDATE, DELETE ON record_erasure FROM sar_app")
    op.execute("REVOKE UPDATE, DELETE ON record_erasure FROM sar_system")


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

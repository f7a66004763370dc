"""ETAs say whose they are."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('deployment', 'offer_item'):
        op.add_column(table, sa.Column('eta_by', sa.Text(), nullable=True))
        op.execute(f"UPDATE {table} SET eta_by = 'given' WHERE eta_at IS NOT NULL")


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

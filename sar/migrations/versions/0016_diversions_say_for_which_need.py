"""Diversions say for which need."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('deployment', sa.Column('divert_need', sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f('fk_deployment_divert_need_need'), 'deployment', 'need', ['divert_need'], ['id']
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

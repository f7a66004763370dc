"""Survivors go from one deployment to another."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('taken_over', 'handed_over'):
        op.add_column('deployment', sa.Column(name, sa.Integer(), nullable=False, server_default='0'))
        op.alter_column('deployment', name, server_default=None)
    op.drop_constraint(op.f('ck_deployment_accounted'), 'deployment', type_='check')
    op.create_check_constraint(op.f('ck_deployment_accounted'), 'deployment', 'recovered + taken_over = aboard + delivered + handed_over')
    op.create_check_constraint(op.f('ck_deployment_transfers'), 'deployment', 'taken_over >= 0 AND handed_over >= 0')


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

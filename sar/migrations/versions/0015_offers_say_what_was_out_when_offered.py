"""Offers say what was out when it was offered."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of what is offered and undecided nobody knows: if it is out now, its owner is asked.
    op.add_column(
        'offer_item',
        sa.Column('offered_out', sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.alter_column('offer_item', 'offered_out', server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

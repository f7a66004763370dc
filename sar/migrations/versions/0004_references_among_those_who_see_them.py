"""References are unique among those who see them."""

from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f('uq_agreement_reference'), 'agreement', type_='unique')
    op.create_unique_constraint(op.f('uq_agreement_proposed_by_reference'), 'agreement', ['proposed_by', 'reference'])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

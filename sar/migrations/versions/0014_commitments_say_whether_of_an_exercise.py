"""Commitments say whether they are of an exercise."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'commitment',
        sa.Column('exercise', sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    # Nothing is bound anew, and what was counted long ago is not counted against today's quantity.
    op.execute("ALTER TABLE commitment DISABLE TRIGGER commitment_within_quantity")
    op.execute("""
        UPDATE commitment SET exercise = true FROM deployment
          LEFT JOIN incident ON incident.id = deployment.incident_id
          LEFT JOIN request ON request.id = deployment.request_id
         WHERE deployment.id = commitment.deployment_id
           AND coalesce(incident.exercise, request.exercise, false)
    """)
    op.execute("ALTER TABLE commitment ENABLE TRIGGER commitment_within_quantity")
    op.alter_column('commitment', 'exercise', server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

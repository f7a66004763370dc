"""A case knows that its lead is not reached, and an offer when it is to be decided."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("lead_unreached", postgresql.JSONB(), nullable=True))
    due = sa.Column("decide_due_at", postgresql.TIMESTAMP(timezone=True), nullable=True)
    op.add_column("offer", due)
    op.execute("""
        UPDATE offer SET decide_due_at = offer.created_at + interval '15 minutes'
        WHERE state <> 'provisional' AND (
            incident_id IS NOT NULL
            OR request_id IN (SELECT id FROM request WHERE situation = 'border_emergency')
        )
    """)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

"""Distress is assessed: the newest sheet of a case, when it is due again, and what bears on it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("assessment", "help_gone", "refuses_help", "other_authority"):
        op.add_column("incident", sa.Column(name, JSONB(), nullable=True))
    op.add_column("incident", sa.Column("assessment_due_at", sa.TIMESTAMP(timezone=True)))
    op.add_column(
        "incident",
        sa.Column("assessment_due_why", sa.String(), nullable=False, server_default=""),
    )
    op.add_column(
        "incident", sa.Column("attended", sa.Boolean(), nullable=False, server_default="false")
    )
    for name in ("assessment_due_why", "attended"):
        op.alter_column("incident", name, server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

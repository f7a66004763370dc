"""Texts of distress: kept with their report, with the places that they tell."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0106"
down_revision = "0105"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("texts", "positions"):
        op.add_column(
            "distress_report", sa.Column(name, JSONB(), nullable=False, server_default="[]")
        )
        op.alter_column("distress_report", name, server_default=None)
    op.add_column("distress_report", sa.Column("ending", sa.Text(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

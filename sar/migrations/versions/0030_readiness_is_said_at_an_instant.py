"""Readiness is said at an instant, and work that has ended is found by when it did."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asset", sa.Column("readiness_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.create_index(
        "ix_deployment_ended",
        "deployment",
        ["updated_at"],
        postgresql_where=sa.text("state IN ('recalled', 'returned')"),
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

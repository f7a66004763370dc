"""A State's own word on vessels that enter its territorial sea to assist."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "party",
        sa.Column(
            "assistance_entry", postgresql.JSONB(astext_type=sa.Text()), nullable=True
        ),
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

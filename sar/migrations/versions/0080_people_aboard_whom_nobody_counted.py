"""People are aboard a unit whom nobody has counted: not counted is not zero."""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "deployment",
        sa.Column("uncounted_aboard", sa.Boolean(), nullable=False, server_default="false"),
    )
    op.alter_column("deployment", "uncounted_aboard", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

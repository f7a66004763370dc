"""A party ends its own part in a version with notice, and the others go on among themselves."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "sharing_suspension",
        sa.Column("withdraws", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.alter_column("sharing_suspension", "withdraws", server_default=None)
    op.drop_constraint(op.f("pk_sharing_suspension"), "sharing_suspension", type_="primary")
    op.create_primary_key(
        op.f("pk_sharing_suspension"),
        "sharing_suspension",
        ["version_id", "party_code", "withdraws"],
    )
    op.add_column(
        "version", sa.Column("left_at", postgresql.TIMESTAMP(timezone=True), nullable=True)
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

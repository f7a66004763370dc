"""Assets have trackers: by what a tracker, or a vessel monitoring system, names each."""

import sqlalchemy as sa
from alembic import op

revision = "0104"
down_revision = "0103"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asset", sa.Column("tracker_id", sa.String(), nullable=True))
    op.create_index(
        "uq_asset_party_code_tracker_id",
        "asset",
        ["party_code", "tracker_id"],
        unique=True,
        postgresql_where=sa.text("retired_at IS NULL"),
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

"""The status of navigation that vessels off the air tell with their positions, and their places as
boxes of maps ask for them."""

import sqlalchemy as sa
from alembic import op

revision = "0108"
down_revision = "0107"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("heard_vessel", sa.Column("status", sa.Text(), nullable=True))
    op.create_index(
        "ix_heard_vessel_flat",
        "heard_vessel",
        [sa.text("geometry(point)")],
        postgresql_using="gist",
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

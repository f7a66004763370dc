"""An index on who grants: what is promised of an asset is found by its owner alone."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_term_pair_grantor", "term_pair", ["grantor"])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

"""A case without a datum knows the intended route of its craft; a wish to suspend is one person's
word, which waits for a second."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("voyage", JSONB(), nullable=True))
    # A wish of before names neither its ground nor its end: it is asked anew.
    op.execute("UPDATE incident SET asked_to_suspend = NULL")


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

"""Note missing answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('addressee', sa.Column('answer_overdue_at', postgresql.TIMESTAMP(timezone=True), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

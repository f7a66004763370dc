"""A proposal keeps when the record was told that nobody has answered it."""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("coordination", sa.Column("unanswered_at", sa.TIMESTAMP(timezone=True)))
    op.execute("""
        UPDATE coordination SET unanswered_at = entry.at
        FROM record_subject subject JOIN record_entry entry USING (number)
        WHERE subject.subject = coordination.incident_id AND coordination.state = 'proposed'
            AND entry.type = 'ProposalUnanswered' AND entry.at >= coordination.proposed_at
    """)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

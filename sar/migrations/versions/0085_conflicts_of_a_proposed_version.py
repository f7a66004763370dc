"""The known conflicts of a version; versions that are proposed are looked at once."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "version",
        sa.Column("conflicts", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    )
    op.execute(
        """
        SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
            'sar', 'sar:run', 0, NULL, NULL,
            jsonb_build_object(
                'work', 'agreements.weigh_conflicts',
                'args', jsonb_build_object('agreement_id', agreement_id, 'version_id', id),
                'at', proposed_at
            ),
            now()
        )::procrastinate_job_to_defer_v1])
        FROM version WHERE state = 'proposed'
        """
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

"""The time when a case reaches the next region; the first look at each open case is due at once."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "incident",
        sa.Column("regions_look_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
    )
    op.execute(
        """
        SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
            'sar', 'sar:run', 0, NULL, NULL,
            jsonb_build_object(
                'work', 'incidents.regions',
                'args', jsonb_build_object('incident_id', id, 'look_at', ''),
                'at', updated_at
            ),
            now()
        )::procrastinate_job_to_defer_v1])
        FROM incident WHERE state = 'open' AND datum IS NOT NULL
        """
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

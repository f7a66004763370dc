"""Ships that were hailed and do not answer are an alarm of their case; every hail has its time.

Hails of earlier versions had none. It is reckoned from when they were hailed, by the house figures:
five minutes in distress, also one that one person's word alone has ended, ten else.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0089"
down_revision = "0088"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("silent_hails", JSONB(), nullable=True))
    op.add_column(
        "deployment",
        sa.Column("hail_centre_id", sa.Uuid(), sa.ForeignKey("centre.id"), nullable=True),
    )
    op.execute(
        """
        WITH due AS (
            UPDATE deployment SET hail_due_at = deployment.created_at + CASE
                WHEN incident.phase = 'distress'
                    OR (coalesce((incident.assessment ->> 'left_distress')::boolean, false)
                        AND jsonb_typeof(incident.assessment -> 'second') IS DISTINCT FROM 'object')
                THEN interval '5 minutes' ELSE interval '10 minutes' END
            FROM incident
            WHERE incident.id = deployment.incident_id AND incident.state <> 'closed'
                AND deployment.state = 'hailed' AND deployment.hail_due_at IS NULL
            RETURNING deployment.id, deployment.hail_due_at
        )
        SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
            'sar', 'sar:run', 0, NULL, NULL,
            jsonb_build_object(
                'work', 'requests.hail_unanswered',
                'args', jsonb_build_object('deployment_id', id),
                'at', hail_due_at
            ),
            greatest(hail_due_at, now())
        )::procrastinate_job_to_defer_v1])
        FROM due
        """
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

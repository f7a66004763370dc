"""Centres of a party that have a part in a case themselves. An alarm that was over stays so.

Each open case is looked at once for the regions that it reaches: where nobody is missing now, no
other look is planned until somebody is.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("involved", sa.Column("centres", JSONB(), nullable=False, server_default="[]"))
    op.alter_column("involved", "centres", server_default=None)
    op.execute(
        """
        UPDATE involved SET centres = found.centres FROM (
            SELECT incident_id, party_code, jsonb_agg(
                jsonb_build_object('centre_id', centre_id, 'since', at) ORDER BY at
            ) AS centres FROM (
                SELECT incident_id, party_code, centre_id, min(at) AS at FROM (
                    SELECT request.incident_id, addressee.party_code, addressee.centre_id,
                        addressee.sent_at AS at
                    FROM addressee JOIN request ON request.id = addressee.request_id
                    WHERE addressee.sent_at IS NOT NULL
                UNION ALL
                    SELECT coalesce(offer.incident_id, request.incident_id), offer.party_code,
                        offer.centre_id, offer.created_at
                    FROM offer LEFT JOIN request ON request.id = offer.request_id
                    WHERE offer.request_id IS NOT NULL OR offer.state = 'accepted'
                UNION ALL
                    SELECT incident_id, to_party, to_centre_id, proposed_at FROM coordination
                UNION ALL
                    SELECT incident_id, from_party, from_centre_id, proposed_at FROM coordination
                UNION ALL
                    SELECT id, lead_party, lead_centre_id, opened_at FROM incident
                UNION ALL
                    SELECT told.incident_id, told.party_code, told.centre_id, told.at
                    FROM case_alarm told JOIN involved mine
                        ON mine.incident_id = told.incident_id
                        AND mine.party_code = told.party_code
                    WHERE told.cause = 'region' AND told.key <> 'reached'
                        AND mine.why <> ARRAY['region']
                ) parts
                WHERE incident_id IS NOT NULL
                GROUP BY incident_id, party_code, centre_id
            ) firsts
            GROUP BY incident_id, party_code
        ) found
        WHERE found.incident_id = involved.incident_id AND found.party_code = involved.party_code
        """
    )
    op.execute(
        """
        UPDATE case_alarm SET key = CASE incident.phase
            WHEN 'distress' THEN 'region distress' ELSE 'region' END
        FROM incident
        WHERE incident.id = case_alarm.incident_id
            AND case_alarm.cause = 'region' AND case_alarm.key = 'reached'
            AND NOT EXISTS (
                SELECT FROM case_alarm other
                WHERE other.incident_id = case_alarm.incident_id AND other.cause = 'region'
                    AND other.centre_id = case_alarm.centre_id
                    AND other.key IN ('region', 'region distress')
            )
        """
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

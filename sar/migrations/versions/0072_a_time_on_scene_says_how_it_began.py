"""A time on scene says whether the unit was told to have come then, or only to have been there."""

from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # As its steps have told; the first arrival of releases before those is beside it.
    op.execute("""
        UPDATE deployment AS d SET stints = (
            SELECT jsonb_agg(
                s.stint || jsonb_build_object('began', CASE
                    WHEN (s.stint->>'from_at')::timestamptz = d.arrived_at THEN 'arrived'
                    WHEN EXISTS (
                        SELECT FROM deployment_step AS told
                        WHERE told.deployment_id = d.id
                        AND told.action IN ('arrive', 'resume')
                        AND told.at = (s.stint->>'from_at')::timestamptz
                    ) THEN 'arrived'
                    WHEN EXISTS (
                        SELECT FROM deployment_step AS told
                        WHERE told.deployment_id = d.id
                        AND told.action IN ('load', 'embark', 'transfer', 'receive')
                        AND told.at = (s.stint->>'from_at')::timestamptz
                    ) THEN 'there_then'
                    ELSE 'not_told'
                END) ORDER BY s.n
            )
            FROM jsonb_array_elements(d.stints) WITH ORDINALITY AS s(stint, n)
        )
        WHERE jsonb_array_length(d.stints) > 0
    """)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

"""Units tell their way."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

DEPARTED = """
UPDATE deployment SET left_at = (
    SELECT min(step.at) FROM deployment_step step
    WHERE step.deployment_id = deployment.id AND step.to_state IN ('underway', 'proceeding')
)
"""
ONE_STINT = """
UPDATE deployment SET stints = jsonb_build_array(jsonb_build_object(
    'from_at', arrived_at,
    'until_at', CASE WHEN state IN ('on_scene', 'embarked') THEN NULL ELSE (
        SELECT max(step.at) FROM deployment_step step
        WHERE step.deployment_id = deployment.id
            AND step.from_state IN ('on_scene', 'embarked') AND step.to_state <> step.from_state
    ) END,
    'fuel_until_at', NULL
)) WHERE arrived_at IS NOT NULL
"""
"""Of work that has begun already one time on scene, from the first arrival to the last leaving."""


def upgrade() -> None:
    for table in ("deployment", "offer_item"):
        op.add_column(table, sa.Column("reckoned", JSONB(), nullable=True))
    op.add_column(
        "deployment", sa.Column("left_at", sa.TIMESTAMP(timezone=True), nullable=True)
    )
    op.add_column("deployment", sa.Column("stints", JSONB(), nullable=False, server_default="[]"))
    op.alter_column("deployment", "stints", server_default=None)
    op.execute(DEPARTED)
    op.execute(ONE_STINT)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

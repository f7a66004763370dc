"""A case keeps each other authority that has it, with its own contact and clock, not one alone."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "incident",
        sa.Column("other_authorities", JSONB(), nullable=False, server_default="[]"),
    )
    # The clock that runs goes on; the phase is looked at when that is over, or the case changes.
    op.execute("""
        UPDATE incident SET other_authorities = jsonb_build_array(
            '{"unit_comes": null}'::jsonb || other_authority || jsonb_build_object(
                'source', '', 'since', other_authority->'contact_at',
                'told_at', other_authority->'heard_at',
                'in_distress', false, 'ended_at', null, 'ended_why', ''
            )
        )
        WHERE jsonb_typeof(other_authority) = 'object'
    """)
    op.drop_column("incident", "other_authority")
    op.alter_column("incident", "other_authorities", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

"""A watch officer acts as coordinator where none is signed in: the setting, and the marks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "party",
        sa.Column("watch_acts", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.alter_column("party", "watch_acts", server_default=None)
    op.add_column("sign_in", sa.Column("used_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.execute("UPDATE sign_in SET used_at = created_at")
    op.alter_column("sign_in", "used_at", nullable=False)
    op.create_index(op.f("ix_sign_in_centre_id_used_at"), "sign_in", ["centre_id", "used_at"])
    op.add_column(
        "incident",
        sa.Column(
            "acted",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            server_default=sa.text("'[]'::jsonb"),
        ),
    )
    op.alter_column("incident", "acted", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

"""A case keeps all its units that turned back, cannot come or are late, not the last one alone."""

from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        UPDATE incident SET help_gone = CASE
            WHEN jsonb_typeof(help_gone) = 'object' THEN jsonb_build_array(help_gone)
        END
        WHERE help_gone IS NOT NULL AND jsonb_typeof(help_gone) <> 'array'
    """)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

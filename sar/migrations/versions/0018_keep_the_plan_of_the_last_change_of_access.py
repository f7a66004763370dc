"""Keep the plan of the last change of access."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ACCESS_CHANGE = """
CREATE OR REPLACE FUNCTION record_access_change() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT coalesce(max(number), 0) FROM record_reader WHERE resync);
END $$;
"""
"""It is asked twice in each write; a function in SQL is parsed and planned at each call before
PostgreSQL 18, one in PL/pgSQL once a connection."""


def upgrade() -> None:
    op.execute(ACCESS_CHANGE)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

"""Pairs of parties are spelled out for what all have signed: a draft costs nobody it names."""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "DELETE FROM term_pair USING term, version WHERE term.id = term_pair.term_id"
        " AND version.id = term.version_id AND version.signed_at IS NULL"
    )


def downgrade() -> None:
    raise NotImplementedError("the pairs of drafts are not written again: restore a backup")

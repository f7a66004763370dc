"""A payload may be erased in part, more than once."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("record_erasure", sa.Column("rest", sa.LargeBinary(), nullable=True))
    op.add_column("record_erasure", sa.Column("seal", sa.LargeBinary(), nullable=True))
    op.drop_constraint(op.f("pk_record_erasure"), "record_erasure", type_="primary")
    op.create_primary_key(op.f("pk_record_erasure"), "record_erasure", ["number", "slot", "at"])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

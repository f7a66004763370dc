"""A unit's people add up with those who died, were born, or are in the water again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

BALANCE = (
    "recovered + taken_over + born = aboard + delivered + handed_over + dead + back_in_water"
)


def upgrade() -> None:
    for name in ("died", "born", "back_in_water"):
        column = sa.Column(name, sa.Integer(), nullable=False, server_default="0")
        op.add_column("deployment", column)
        op.alter_column("deployment", name, server_default=None)
    op.drop_constraint("accounted", "deployment", type_="check")
    op.create_check_constraint("accounted", "deployment", BALANCE)
    op.create_check_constraint(
        "lives", "deployment", "died BETWEEN 0 AND dead AND born >= 0 AND back_in_water >= 0"
    )
    op.add_column("deployment", sa.Column("headcount", JSONB(), nullable=True))
    op.add_column("incident", sa.Column("fewer_on_board", JSONB(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

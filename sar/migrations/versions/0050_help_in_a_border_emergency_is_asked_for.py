"""A request without a case is for capacity building or for help in a border emergency."""

from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("situation", "request", type_="check")
    op.create_check_constraint(
        "situation",
        "request",
        "incident_id IS NOT NULL OR situation IN ('border_emergency', 'capacity_building')",
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")

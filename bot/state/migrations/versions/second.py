"""The journal is found by time, for pruning."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Index the journal by time."""
    op.create_index("answer_by_time", "answer", ["at"])

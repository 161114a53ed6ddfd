"""The steps from each shape of the state to the next, run by Alembic at start."""

"""The invented news event and its answer key."""

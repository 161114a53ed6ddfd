"""Suites that run on everything of a kind, found by itself."""

"""Tests of knowledge.questions."""

"""The tables of the state. Changing one takes a migration in `migrations/versions/`."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()

chat_setting = Table(
    "chat_setting",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("chat", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

answer = Table(
    "answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("question", Text, nullable=False),  # the platform's id of the message that asked
    Column("asker", Text),  # the platform's id of who asked, until they have it erased
    Column("command", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("receipts", Text, nullable=False),  # space-separated
    Column("build", Text, nullable=False),  # when the build that answered was made
    Index("answer_by_question", "platform", "chat", "question", unique=True),
    Index("answer_by_asker", "platform", "asker"),
    Index("answer_by_time", "at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),  # platform:user
    Column("action", Text, nullable=False),
    Column("outcome", Text, nullable=False),
)

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),  # speaker, claimant, measure, date, hide, same, different
    Column("content_hash", Text, nullable=False),  # of the article; empty for names
    Column("start", Integer),
    Column("end", Integer),
    Column("words", Text, nullable=False),  # the slice that is corrected, or the first name
    Column("value", Text, nullable=False),  # what is right, or the second name
    Column("undone", Text),  # when
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("kind", Text, nullable=False),  # quote or figure
    Column("right", Integer, nullable=False),
)

note = Table("note", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

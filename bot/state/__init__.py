"""What must not be lost: chats' settings, the journal of answers, the audit log, corrections.

Unlike a build, the state cannot be made again: it has migrations, backups and one writer.
"""

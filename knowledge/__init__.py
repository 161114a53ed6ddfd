"""What the articles say: readers, extractors, the store and the ways to look things up in it.

Nothing in here knows of chats, commands or platforms.
"""

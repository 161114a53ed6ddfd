"""What can go wrong in the knowledge base, as one tree.

KnowledgeError
├── ReadError          a file could not be read as an article; says why and what to do
│   ├── TooLarge
│   ├── NotText
│   └── Empty
├── BuildError         a build could not be made or published; the old one stays
├── NoBuild            there is no build to open yet
├── DamagedBuild       a build's records do not match its articles
└── QueryError         a search that cannot be understood

Their text is one plain English sentence for an operator's log; what a chat shows comes from
the locales.
"""


class KnowledgeError(Exception):
    """Anything the knowledge base refuses, with the reason as its text."""


class ReadError(KnowledgeError):
    """A file that could not be read as an article."""


class TooLarge(ReadError):
    """A file over the size limit."""


class NotText(ReadError):
    """A file that is binary, or in no encoding we know."""


class Empty(ReadError):
    """A file without any text."""


class BuildError(KnowledgeError):
    """A build that could not be made or published."""


class NoBuild(KnowledgeError):
    """There is no build to open yet."""


class DamagedBuild(KnowledgeError):
    """A build whose records do not match its articles."""


class QueryError(KnowledgeError):
    """A search that cannot be understood."""

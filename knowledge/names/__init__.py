"""Who is meant by a name, in whatever script, spelling, case or with whatever slip it is typed?

`NameIndex` answers; it never invents somebody, and where two can be meant it returns both.
`keys_of` gives the keys under which two spellings of one full name are equal.
"""

from knowledge.names.asked import NameMatch, NameRow
from knowledge.names.index import CLOSE, NameIndex
from knowledge.names.keys import keys_of
from knowledge.names.vocabulary import SURE, Tier

__all__ = ["CLOSE", "SURE", "NameIndex", "NameMatch", "NameRow", "Tier", "keys_of"]

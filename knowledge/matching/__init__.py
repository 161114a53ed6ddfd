"""How a message is held against the record: the parts of `knowledge.match`."""

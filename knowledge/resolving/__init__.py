"""The evidence by which names in several articles are one person; `knowledge.resolve` weighs it."""

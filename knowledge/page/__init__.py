"""What stands on a page beside the article: the parts of `knowledge.clean`."""

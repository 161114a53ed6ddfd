"""The tests, laid out like the product."""

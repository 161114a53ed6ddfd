"""The catalogues of fixed strings: one folder per language, Fluent files."""

"""How a question in plain words is read and answered from the record."""

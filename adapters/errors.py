"""What stops an adapter, said in one line for the operator."""


class AdapterError(Exception):
    """An adapter that cannot serve; its text says why and what to do."""

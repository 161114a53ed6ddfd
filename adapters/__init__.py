"""How Onrecord is spoken: each platform translates in and renders out, and holds an App."""

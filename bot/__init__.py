"""What people may ask, and what they are answered. Nothing in here knows of a platform."""

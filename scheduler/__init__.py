"""When something is due, and to whom."""

"""The demo: the real bot in a process of its own, the stand-in with its page, and an invented register."""

"""A village head's own reports: the list, each with its history, and taking one back."""

"""What it costs: the same conversation against this bot and two plain ones; see docs/performance.md."""

"""Rounds in chat: one's own deadlines, who has not reported, and everything that is told about a round."""

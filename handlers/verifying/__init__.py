"""The commune officer's work on reports: the queue, the verdicts, the public posting, and who is told."""

"""Looking things up: a report, a household, a village, each within one's own area."""

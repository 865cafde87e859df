"""From verified reports to the decision: choosing them, and telling the village heads."""

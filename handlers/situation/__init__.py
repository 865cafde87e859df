"""/tinhhinh: how the lists of a place stand, and what changed in a year."""

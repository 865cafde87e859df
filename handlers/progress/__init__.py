"""/tiendo: what was to be reached in a year, what is done, and where the year ends at this rate."""

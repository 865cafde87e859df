"""The summary of a week: for officials a page of their area, for a village head five lines."""

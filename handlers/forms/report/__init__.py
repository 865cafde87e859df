"""The guided report of one household (/baocao), and its correction: one file a group of questions."""

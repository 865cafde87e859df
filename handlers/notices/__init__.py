"""Notices: what their readers see, and who has received them."""

"""A whole country in a database, and what each question to the bot costs in it."""

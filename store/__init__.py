"""What is known and remembered: the rules of the domain, the tables, and the queries on them."""

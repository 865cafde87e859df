"""What is said: plain data in, plain data out."""

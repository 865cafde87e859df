"""Two bots written as tutorials write them, to compare with: same questions, same words, same calls."""

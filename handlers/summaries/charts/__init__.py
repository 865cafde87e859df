"""Charts as pictures, for the width of a phone: few words, in large letters."""

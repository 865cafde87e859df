"""The annual report of the movement: its figures, the words an office wrote, and the document made of both."""

"""What texts of two languages share on the surface, and how to read it."""

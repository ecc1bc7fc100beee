"""What the program can do, as synchronous functions over collaborators."""

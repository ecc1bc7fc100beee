"""One file for each revision; none imports the program, whose tables go on changing."""

error("a\nError: b\27[2J", 0)

sync { source = "/a",

sync { source = "/src" }

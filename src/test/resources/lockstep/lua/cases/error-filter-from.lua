sync { source = "/src", target = "/trg", filterFrom = "/nonexistent/file" }

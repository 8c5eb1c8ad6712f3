sync { source = "/src", target = "/trg", excludeFrom = "/nonexistent/file" }

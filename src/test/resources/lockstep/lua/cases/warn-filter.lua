sync { source = "/src", target = "/trg", exclude = "/src/cache" }

sync { source = "/src", target = "/trg", filter = "foo" }

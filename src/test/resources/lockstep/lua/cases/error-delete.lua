sync { source = "/src", target = "/trg", delete = "maybe" }

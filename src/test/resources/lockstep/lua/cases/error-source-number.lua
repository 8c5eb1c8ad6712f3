sync { source = 5, target = "/trg" }

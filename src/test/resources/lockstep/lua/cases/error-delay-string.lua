sync { source = "/src", target = "/trg", delay = "5" }

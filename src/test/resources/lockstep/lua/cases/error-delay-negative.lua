sync { source = "/src", target = "/trg", delay = -1 }

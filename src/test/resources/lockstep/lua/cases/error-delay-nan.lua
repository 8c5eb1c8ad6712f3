sync { source = "/src", target = "/trg", delay = 0/0 }

settings = { logfile = "/l" }
sync { source = "/src", target = "/trg" }

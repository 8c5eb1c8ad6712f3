settings = { logfile = "/l" }

sync { source = "/src", target = "/trg", maxProcesses = 0 }

sync { source = "/src", target = "/trg", maxProcesses = 1.5 }

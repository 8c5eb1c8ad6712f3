sync { source = "/src", target = "/trg" }
settings { maxProcesses = 4 }

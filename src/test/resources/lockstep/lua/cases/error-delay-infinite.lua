sync { source = "/src", target = "/trg", delay = math.huge }

sync { source = "/src", target = "/trg", foo = 1 }

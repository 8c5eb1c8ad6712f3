sync { source = "/src", target = "/trg", exclude = { "a", x = 1 } }

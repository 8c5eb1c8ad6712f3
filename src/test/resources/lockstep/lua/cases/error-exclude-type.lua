sync { source = "/src", target = "/trg", exclude = 5 == 5 }

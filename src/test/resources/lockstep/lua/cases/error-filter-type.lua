sync { source = "/src", target = "/trg", filter = print }

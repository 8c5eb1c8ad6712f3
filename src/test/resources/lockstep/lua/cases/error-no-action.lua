sync { default.rsync, source = "/src", target = "/trg", action = false }

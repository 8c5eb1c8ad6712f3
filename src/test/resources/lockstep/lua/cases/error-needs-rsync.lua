sync { default.rsync, source = "/src", target = "/trg", rsync = { chmod = "g+w", update = true } }

sync { default.rsync, source = "/src", target = "/trg", rsync = { links = false } }

sync { default.rsync, source = "/src", target = "/trg", rsync = { foo = true } }

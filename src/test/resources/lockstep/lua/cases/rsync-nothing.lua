sync { default.rsync, source = "/src", target = "/trg", rsync = { links = false, times = false, protect_args = false } }

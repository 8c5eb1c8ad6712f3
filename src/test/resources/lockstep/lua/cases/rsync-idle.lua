sync { default.rsync, source = "/src", target = "/trg", rsync = { compress = true, verbose = true, rsh = "ssh" } }

sync { default.rsync, source = "/src", target = "/trg", rsync = { binary = "/opt/rsync" } }

sync { default.rsync, source = "/src", target = "/trg", tunnel = tunnel { command = "ssh" } }

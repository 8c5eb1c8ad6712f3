sync { default.rsync, source = "/home/me", target = "/home" }

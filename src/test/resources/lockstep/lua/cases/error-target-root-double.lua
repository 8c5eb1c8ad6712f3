sync { default.rsync, source = "/src", target = "//" }

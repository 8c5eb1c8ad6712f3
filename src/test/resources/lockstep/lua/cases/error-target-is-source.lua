sync { default.rsync, source = "/src/", target = "/x/../src" }

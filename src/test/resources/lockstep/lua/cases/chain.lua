sync { default.rsync, source = "/a", target = "/b" }
sync { default.rsync, source = "/b", target = "/c" }

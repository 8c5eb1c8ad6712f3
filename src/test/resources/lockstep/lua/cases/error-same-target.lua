sync { default.rsync, source = "/a", target = "/t" }
sync { default.rsync, source = "/b", target = "/t/" }

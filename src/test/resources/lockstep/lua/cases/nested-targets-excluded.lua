sync { default.rsync, source = "/a", target = "/t", exclude = "/b" }
sync { default.rsync, source = "/b", target = "/t/b" }

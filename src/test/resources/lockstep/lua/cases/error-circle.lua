sync { default.rsync, source = "/a", target = "/b" }
sync { default.rsync, source = "/b", target = "/c" }
sync { default.rsync, source = "/c", target = "/a/x" }

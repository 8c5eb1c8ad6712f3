sync { default.rsync, source = "/a", target = "/t", delete = false }
sync { default.rsync, source = "/b", target = "/t", delete = false }

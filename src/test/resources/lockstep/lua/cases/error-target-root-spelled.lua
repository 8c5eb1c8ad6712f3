sync { default.rsync, source = "/src", target = "/a/../b/.." }

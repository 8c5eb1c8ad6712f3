default.rsync.delay = 3
default.maxDelays = 9
default.rsync.rsync.archive = true
default.mine = { default.rsync, delay = 4 }
sync { default.rsync, source = "/a", target = "/1" }
sync { default.mine, source = "/a", target = "/2" }

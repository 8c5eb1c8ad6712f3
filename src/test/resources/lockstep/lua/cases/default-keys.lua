default.delay = 3
default.rsync.exclude = { "a" }
default.rsync.rsync.archive = true
default.rsync.checkgauge.mine = true
default.rsync.mine = 5
local x = default.rsync.excludeFrom
sync { default.rsync, source = "/src", target = "/trg" }

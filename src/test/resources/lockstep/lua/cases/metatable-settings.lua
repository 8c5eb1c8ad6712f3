settings(setmetatable({}, {__index={logfile="/x"}, __pairs=function() error("x") end}))
sync { default.rsync, source = "/src", target = "/trg" }

if default.rsync.archive then error("never") end

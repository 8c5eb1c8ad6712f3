
sync { default.rsync, target = "/trg" }

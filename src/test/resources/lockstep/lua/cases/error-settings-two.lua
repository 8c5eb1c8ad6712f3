settings({logfile="/x"}, 5)
sync { default.rsync, source = "/src", target = "/trg" }

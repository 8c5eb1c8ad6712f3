settings { logfile = LOGFILE }
sync { default.rsync, source = "/src", target = "/trg" }

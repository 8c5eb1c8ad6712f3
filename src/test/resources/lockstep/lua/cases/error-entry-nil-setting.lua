settings { nodaemon, insist = true }
sync { default.rsync, source = "/src", target = "/trg" }

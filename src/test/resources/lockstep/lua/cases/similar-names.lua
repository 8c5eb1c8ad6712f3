sync { default.rsync, source = "/srv/data", target = "/srv/data2" }

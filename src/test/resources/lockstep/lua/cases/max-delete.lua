sync { default.rsync, name = "number", source = "/a", target = "/ta", maxDelete = 500 }
sync { default.direct, name = "none", source = "/b", target = "/tb", maxDelete = 0 }
sync { default.rsync, name = "all", source = "/c", target = "/tc", maxDelete = "100%" }

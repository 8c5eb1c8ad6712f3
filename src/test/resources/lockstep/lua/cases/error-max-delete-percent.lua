sync { default.rsync, source = "/src", target = "/trg", maxDelete = "101%" }

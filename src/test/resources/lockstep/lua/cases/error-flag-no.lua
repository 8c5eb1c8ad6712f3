sync { source = "/src", target = "/trg", rsync = { acls = "no" } }

sync { source = "/src", target = "/trg", rsync = { acls = 0 } }

sync { default.rsync, source = "/src", target = "/trg", rsync = { chmod = "u+x-w", chown = "a", usermap = "0:1" } }

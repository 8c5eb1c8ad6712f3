default.foo = 5
sync { default.rsync, source = "/src", target = "/trg" }

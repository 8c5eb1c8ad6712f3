sync { source = "/src", target = "/trg", zebra = 1, foo = 1, rsync = { nonsense = 1 } }

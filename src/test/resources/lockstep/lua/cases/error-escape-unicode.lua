sync { default.rsync, source = "/caf\u{e9}", target = "/trg" }

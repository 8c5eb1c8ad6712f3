sync { default.rsync, source = "/src", target = "/trg", exclude = EXCLUDES, delete = DELETE }

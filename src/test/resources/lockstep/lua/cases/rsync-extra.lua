sync { default.rsync, source = "/src", target = "/trg", rsync = { _extra = { "-aHAX", "--no-owner", "--numeric-ids" } } }

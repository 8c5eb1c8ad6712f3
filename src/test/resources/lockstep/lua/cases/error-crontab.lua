sync { default.rsync, source = "/src", target = "/trg", crontab = { "0 0 * * * *" } }

sync("default.rsync")

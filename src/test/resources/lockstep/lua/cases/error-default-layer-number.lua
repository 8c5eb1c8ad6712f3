default.rsync = 5
sync { source="/src",target="/trg"}

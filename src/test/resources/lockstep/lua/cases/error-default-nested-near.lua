default.rsync.rsync.archvie = true
sync{ default.direct, source="/src",target="/trg"}
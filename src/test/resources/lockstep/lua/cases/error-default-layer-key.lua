default.rsync.x = 5
sync{ source="/src",target="/trg", default.direct}
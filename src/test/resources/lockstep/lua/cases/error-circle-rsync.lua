local t = {source="/src",target="/trg"} t.rsync = t sync(t)

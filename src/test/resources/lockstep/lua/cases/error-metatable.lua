sync(setmetatable({default.rsync}, {__index={source="/src",target="/trg"}}))

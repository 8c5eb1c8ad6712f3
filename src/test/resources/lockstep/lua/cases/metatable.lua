sync(setmetatable({default.rsync,source="/src",target="/trg"}, {__index=function() error("boo") end, __len=function() error("x") end, __newindex=function() error("z") end}))

local A = { delay = 1, rsync = { archive = true, owner = false }, exclude = { "e1" } }
local B = { A, delay = 2, maxDelays = 3, rsync = { owner = true, _extra = { "-H" } }, exclude = { "e2" } }
sync { B, source = "/a", target = "/1" }
sync { A, B, source = "/a", target = "/2" }
sync { B, A, delay = 7, source = "/a", target = "/3", rsync = { owner = false } }

local t = {}
local x = t.delay * 2

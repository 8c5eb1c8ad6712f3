local hosts
local function f() return hosts.a end
f()

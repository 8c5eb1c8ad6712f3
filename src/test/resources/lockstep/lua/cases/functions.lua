local names = {}
for _, n in ipairs { "settings", "sync", "default", "log", "terminate", "now", "alarm", "readdir", "spawn", "spawnShell", "observefd", "lsyncd_version", "unpack", "loadstring", "require", "dofile", "bit32", "os", "io", "debug", "coroutine", "math" } do
  names[#names + 1] = n .. ":" .. type(_G[n])
end
error(table.concat(names, " ") .. " " .. tostring(require "math" == math), 0)

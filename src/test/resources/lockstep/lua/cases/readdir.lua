local t = readdir("/proc/self")
error(tostring(t.fd) .. " " .. tostring(t.status) .. " " .. tostring(t.nothing) .. " " .. tostring(now() > 0), 0)

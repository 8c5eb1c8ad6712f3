local ok, message = load("x = = 1", "@/etc/hosts.lua")
error(message, 0)

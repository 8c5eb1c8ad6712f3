for _, host in ipairs { "a", "b" } do
  sync { default.rsync, source = "/srv", target = "/mnt/" .. host, name = "to-" .. host, init = false, delete = "running" }
end

local s = sync { default.direct, source = "/src", target = "/trg", exitcodes = { "again", "die" } }.getConfig()
error(tostring(s.exitcodes[0]) .. " " .. s.exitcodes[1] .. " " .. s.exitcodes[2] .. " " .. tostring(s.exitcodes[3]) .. " " .. s.rsyncExitCodes[23], 0)

-- rsync, and a command of one's own after each run of it that copied something.
settings { nodaemon = true, statusFile = "HOME/status", statusInterval = 1 }

local postcmd = {
    checkgauge = { default.rsync.checkgauge, host = true, targetdir = true, target = true, postcmd = true },

    action = function(inlet)
        local event = inlet.getEvent()
        if event.etype == "Blanket" then
            if rawget(event, "ran") then
                inlet.discardEvent(event)
                return
            end
            event.ran = true
            spawnShell(event, event.config.postcmd)
            return
        end
        default.rsync.action(inlet)
        inlet.createBlanketEvent()
    end,

    collect = function(agent, exitcode)
        if not agent.isList and agent.etype == "Blanket" then
            log("Normal", "postcmd ended with ", exitcode)
            return "ok"
        end
        return default.collect(agent, exitcode)
    end,
}

sync {
    postcmd,
    default.rsync,
    source = "SOURCE",
    target = "TARGET",
    delay = 0,
    rsync = { archive = true },
    postcmd = "echo x >> HOME/after",
}

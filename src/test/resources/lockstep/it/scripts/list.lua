-- One program for all that waits, which reads the paths: as for ftp or a batch of uploads.
settings { nodaemon = true, statusFile = "HOME/status", statusInterval = 1 }

uploads = {
    maxProcesses = 1,
    delay = 1,
    exitcodes = { [0] = "ok", [3] = "again" },

    action = function(inlet)
        local event, event2 = inlet.getEvent()
        if event.etype == "Init" then
            return
        end
        local list = inlet.getEvents(function(e)
            return e.etype ~= "Init" and e.etype ~= "Blanket"
        end)
        local paths = list.getPaths(function(etype, path1, path2)
            if etype == "Delete" then
                return "rm " .. path1
            end
            return "put " .. path1
        end)
        spawn(list, "/bin/sh", "<", table.concat(paths, "\0") .. "\0", "-c", "cat >> HOME/batch; exit $(cat HOME/code)")
    end,

    init = function(event)
        log("Normal", "from ", event.config.source)
        event.inlet.discardEvent(event)
    end,

    prepare = function(config)
        if not config.target then
            error("needs a target", 4)
        end
    end,
}

sync { uploads, source = "SOURCE", target = "TARGET" }

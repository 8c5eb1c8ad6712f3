-- Something at intervals, without anything that happens.
settings { nodaemon = true, statusFile = "HOME/status", statusInterval = 1 }

local s
local function ring(timestamp, extra)
    log("Normal", "ringing ", extra)
    s.createBlanketEvent()
    alarm(timestamp + 0.2, ring, extra + 1)
end

s = sync {
    source = "SOURCE",
    action = function(inlet)
        local event = inlet.getEvent()
        if event.etype == "Blanket" then
            spawn(event, "/bin/sh", "-c", "echo x >> HOME/rung")
        else
            inlet.discardEvent(event)
        end
    end,
}

alarm(now() + 0.1, ring, 1)

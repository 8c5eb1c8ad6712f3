-- Functions for each kind of event.
settings { nodaemon = true, statusFile = "HOME/status", statusInterval = 1 }

local function tell(event, event2)
    local words = event.etype .. " " .. event.path
    if event2 then
        words = words .. " -> " .. event2.path
    end
    log("Normal", "told: ", words)
end

sync {
    source = "SOURCE",
    target = "TARGET",
    onStartup = function(event)
        spawn(event, "/bin/touch", "HOME/started")
    end,
    onCreate = function(event)
        tell(event)
        if not event.isdir then
            spawn(event, "/bin/cp", "--", event.sourcePath, "TARGET/")
        end
    end,
    onModify = tell,
    onDelete = function(event)
        tell(event)
        spawnShell(event, 'rm -f -- "$1"', "TARGET/" .. event.basename)
    end,
    onMove = tell,
}

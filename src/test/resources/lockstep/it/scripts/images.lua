-- Files of one kind are turned into others of it beside them, whose events are left out meanwhile.
settings { nodaemon = true, statusFile = "HOME/status", statusInterval = 1 }

local formats = { txt = true, md = true }

convert = {
    delay = 0,
    maxProcesses = 2,

    action = function(inlet)
        local event = inlet.getEvent()
        if event.isdir then
            inlet.discardEvent(event)
            return
        end
        local base, ext = string.match(event.path, "^(.*)%.([^.]+)$")
        if not ext or not formats[ext] or event.etype == "Attrib" then
            inlet.discardEvent(event)
            return
        end
        local cmd
        if event.etype == "Delete" then
            cmd = 'rm -f -- "$1".*'
        else
            cmd = 'for f in txt md; do [ $f = "$2" ] || cp -- "$1.$2" "$1.$f"; done'
        end
        for f in pairs(formats) do
            if f ~= ext then
                inlet.addExclude("/" .. base .. "." .. f)
            end
        end
        log("Normal", "converting ", event.path)
        event.base = base
        event.ext = ext
        spawnShell(event, cmd, event.source .. base, ext)
    end,

    collect = function(event, exitcode)
        local inlet = event.inlet
        for f in pairs(formats) do
            if f ~= rawget(event, "ext") then
                inlet.rmExclude("/" .. rawget(event, "base") .. "." .. f)
            end
        end
        return exitcode == 0 and "ok" or "again"
    end,
}

sync { convert, source = "SOURCE", subdirs = false }

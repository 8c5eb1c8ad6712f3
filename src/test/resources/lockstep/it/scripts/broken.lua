-- One sync with a mistake, one that never comes to an end, and one that is as it should be.
settings { nodaemon = true, statusFile = "HOME/status", statusInterval = 1 }

local function fail(event)
    local nothing
    return nothing.field
end

sync { name = "wrong", source = "SOURCE", onCreate = function(event) fail(event) end }
sync { name = "endless", source = "SOURCE", onCreate = function(event) while true do end end }
sync { name = "fatal", source = "SOURCE", onCreate = "exit 5" }
sync { name = "right", source = "SOURCE", onCreate = "cp -- ^sourcePathname TARGET/" }

-- Slow commands of three syncs, of which no more may run than the settings say.
settings { nodaemon = true, statusFile = "HOME/status", statusInterval = 1, maxProcesses = 2 }

for i = 1, 3 do
    sync {
        source = "SOURCE",
        maxProcesses = 3,
        onCreate = [[
            mkdir "HOME/running/$$" && ls HOME/running | wc -l >> HOME/counts
            sleep 0.1
            rmdir "HOME/running/$$"; : ^path]],
    }
end

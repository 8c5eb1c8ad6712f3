-- What Lockstep keeps in step with what. This is lsyncd's configuration language (Lua 5.2), so a file that
-- lsyncd ran with works as it is. Try a file before use:    lockstep check /etc/lsyncd/lsyncd.conf.lua
-- A running daemon reads it again on SIGHUP:                systemctl reload lockstep

settings {
    -- Everything the daemon says; without it, syslog.
    logfile = "/var/log/lsyncd/lsyncd.log",

    -- How each sync stands, rewritten at most every statusInterval seconds. Monitoring that read lsyncd's
    -- status file can go on reading this one; `lockstep status` asks the daemon itself.
    statusFile = "/var/log/lsyncd/lsyncd-status.log",
    statusInterval = 20,
}

sync {
    -- The tree that is watched. It must exist.
    source = "/var/vmail",

    -- A directory mounted here, such as a local disk, NFS or EFS; what is not in the source is deleted from it.
    target = "/mnt/efs/vmail",

    -- A changed path is on the target this many seconds later. Changes of one path within that time are one copy.
    delay = 5,

    -- What rsync's options of these names do. archive: owners, groups, modes, times, links, devices.
    rsync = {
        archive = true,
    },

    -- Other keys, all as in lsyncd:
    --   delete = false               keep on the target what left the source; also "startup" or "running"
    --   exclude = { "*.tmp", "/cache/" }
    --   init = false                 do not compare the trees at start
}

-- Commands without a shell, for every kind of event.
settings { nodaemon = true, statusFile = "HOME/status", statusInterval = 1 }

echo = {
    maxProcesses = 1,
    delay = 0,
    onStartup = "/bin/echo telling about ^source",
    onAttrib = "/bin/echo attrib ^pathname",
    onCreate = "/bin/echo create ^pathname",
    onDelete = "/bin/echo delete ^pathname",
    onModify = "/bin/echo modify ^pathname",
    onMove = "/bin/echo move ^o.pathname -> ^d.pathname",
}

sync { echo, source = "SOURCE", target = "TARGET/" }

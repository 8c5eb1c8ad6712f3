-- Commands for the shell, as for a mirror made of plain tools.
settings { nodaemon = true, statusFile = "HOME/status", statusInterval = 1 }

bash = {
    delay = 0,
    maxProcesses = 1,
    onStartup = [[if [ -n "$(ls -A ^source)" ]; then cp -a ^source/. ^target/; fi]],
    onCreate = [[cp -a -- ^sourcePathname ^targetPathdir]],
    onModify = [[cp -a -- ^sourcePathname ^targetPathdir]],
    onDelete = [[rm -rf -- ^targetPathname]],
    onMove = [[mv -- ^o.targetPathname ^d.targetPathname]],
}

sync { bash, source = "SOURCE", target = "TARGET/" }

sync({default.rsync,source="/src",target="/t"},5)

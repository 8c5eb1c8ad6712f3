
coroutine.wrap(function() sync{default.rsync,sorce="/src",target="/trg"} end)()

local co = coroutine.wrap(function() coroutine.yield(1); error("inside") end)
co()
co()

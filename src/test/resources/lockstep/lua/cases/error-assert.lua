assert(io.open("/nonexistent/hosts"))

for l in io.lines("/nonexistent") do end

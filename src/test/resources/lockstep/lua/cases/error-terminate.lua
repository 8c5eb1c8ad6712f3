if not nothing then
  terminate(3)
end

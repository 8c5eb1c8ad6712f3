local hosts
for i = 1, #hosts do end

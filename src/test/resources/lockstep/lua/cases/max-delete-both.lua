sync { default.rsync, source = "/src", target = "/trg", maxDelete = "10%", rsync = { _extra = { "--max-delete=7", "--link-dest=../old", "--link-dest=/older" } } }

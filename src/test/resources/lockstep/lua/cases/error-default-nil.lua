default = nil
sync { source="/src",target="/trg"}

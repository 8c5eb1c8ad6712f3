seting{ nodaemon=true }

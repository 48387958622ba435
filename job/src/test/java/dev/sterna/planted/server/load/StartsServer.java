package dev.sterna.planted.server.load;

import dev.sterna.planted.server.embedded.Server;

public record StartsServer(Server server) {}

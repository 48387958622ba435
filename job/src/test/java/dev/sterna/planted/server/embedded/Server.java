package dev.sterna.planted.server.embedded;

public record Server() {}

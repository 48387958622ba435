package dev.sterna.planted.engine.dialect.postgres;

public record Postgres() {}

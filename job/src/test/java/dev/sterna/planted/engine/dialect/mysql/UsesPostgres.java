package dev.sterna.planted.engine.dialect.mysql;

import dev.sterna.planted.engine.dialect.postgres.Postgres;

public record UsesPostgres(Postgres other) {}

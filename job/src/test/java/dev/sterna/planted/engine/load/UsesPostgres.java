package dev.sterna.planted.engine.load;

import dev.sterna.planted.engine.dialect.postgres.Postgres;

public record UsesPostgres(Postgres engine) {}

package dev.sterna.planted.engine.dialect;

import dev.sterna.planted.engine.dialect.mysql.UsesPostgres;

public record UsesMySql(UsesPostgres engine) {}

package dev.sterna.fidelity;

import dev.sterna.embedded.Engine;
import java.util.List;
import java.util.stream.Stream;

/** Values of every type of MariaDB and MySQL. */
final class MySqlLiterals {
    /** Zero dates and days that there never were go in, as they do on servers that were set up long ago. */
    private static final List<String> SESSION =
            List.of("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'", "SET SESSION time_zone = '+00:00'");

    private static final String IS_MARIADB = "SELECT VERSION() LIKE '%MariaDB%'";

    private MySqlLiterals() {}

    static SourceLiterals mariaDb() {
        return new SourceLiterals(Engine.MARIADB, SESSION, types());
    }

    static SourceLiterals mySql() {
        return new SourceLiterals(Engine.MYSQL, SESSION, types());
    }

    static TypeLiterals onMariaDb(TypeLiterals type) {
        return type.when(IS_MARIADB, "MariaDB");
    }

    static TypeLiterals onMySql(TypeLiterals type) {
        return type.when("SELECT VERSION() NOT LIKE '%MariaDB%'", "MySQL");
    }

    private static List<TypeLiterals> types() {
        return Stream.of(MySqlNumbers.types(), MySqlTexts.types(), MySqlTimes.types(), MySqlOthers.types())
                .flatMap(List::stream)
                .toList();
    }
}

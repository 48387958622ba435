package dev.sterna.dialect.mysql.sql;

/** Collations that one of the two products lacks, written so that each reads its own. */
public final class MySqlCollations {
    /**
     * Compares by code point, and blanks at the end count. Stands for both products' names of it in converted tables;
     * {@code utf8mb4_bin} itself would take 'a' and 'a ' for one key.
     */
    public static final String EXACT = "utf8mb4_nopad_bin";

    private static final String MYSQL_ONLY = "/*!80000 ";
    private static final String MARIADB_ONLY = " *//*M! ";
    private static final String END = " */";

    private MySqlCollations() {}

    /**
     * What stands behind COLLATE. MariaDB skips comments for MySQL 5.7 and later, MySQL skips those with an M, so the
     * statement in a preview holds for both.
     */
    public static String portable(String collation) {
        return switch (collation) {
            case EXACT, "utf8mb4_0900_bin" -> either("utf8mb4_0900_bin", EXACT);
            case "utf8mb4_0900_ai_ci", "utf8mb4_uca1400_ai_ci", "utf8mb4_uca1400_nopad_ai_ci" ->
                either("utf8mb4_0900_ai_ci", own(collation, "utf8mb4_unicode_520_nopad_ci"));
            case "utf8mb4_0900_as_cs", "utf8mb4_uca1400_as_cs", "utf8mb4_uca1400_nopad_as_cs" ->
                either("utf8mb4_0900_as_cs", own(collation, EXACT));
            case "utf8mb4_0900_as_ci", "utf8mb4_uca1400_as_ci", "utf8mb4_uca1400_nopad_as_ci" ->
                either("utf8mb4_0900_as_ci", own(collation, "utf8mb4_unicode_520_nopad_ci"));
            default -> collation;
        };
    }

    /** The name that one of the products has for a collation, as its catalogue tells it. */
    private static String on(String collation, boolean mariaDb) {
        String both = portable(collation);
        if (!both.startsWith(MYSQL_ONLY)) {
            return both;
        }
        int middle = both.indexOf(MARIADB_ONLY);
        return mariaDb
                ? both.substring(middle + MARIADB_ONLY.length(), both.length() - END.length())
                : both.substring(MYSQL_ONLY.length(), middle);
    }

    /** The name that one of the products has for {@link #EXACT}. */
    public static String exact(boolean mariaDb) {
        return on(EXACT, mariaDb);
    }

    private static String either(String mysql, String mariadb) {
        return MYSQL_ONLY + mysql + MARIADB_ONLY + mariadb + END;
    }

    /** A collation of MariaDB's own stays; one of MySQL's becomes the nearest that every MariaDB has. */
    private static String own(String collation, String nearest) {
        return collation.contains("uca1400") ? collation : nearest;
    }
}

package dev.sterna.testing;

/** MariaDB's and MySQL's. */
record MySqlSql() implements EngineSql {
    @Override
    public String defaultSchema(String database) {
        return database;
    }

    @Override
    public String qualified(String table) {
        return table;
    }

    @Override
    public String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /** MySQL stops a recursion at 1000 rows, so it goes by digits. */
    @Override
    public String numbers(int most) {
        String digits = "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
        StringBuilder sum = new StringBuilder("1");
        StringBuilder from = new StringBuilder();
        for (int power = 1, i = 0; i < Integer.toString(most).length(); i++, power *= 10) {
            sum.append(" + ").append(power).append(" * d").append(i).append(".d");
            from.append(i == 0 ? "" : " CROSS JOIN ")
                    .append(digits)
                    .append(" d")
                    .append(i);
        }
        return "SELECT seq FROM (SELECT " + sum + " AS seq FROM " + from + ") counted WHERE seq <= " + most
                + " ORDER BY seq";
    }

    @Override
    public String numbered() {
        return "int AUTO_INCREMENT";
    }

    @Override
    public String hexOfText(String expression) {
        return "LOWER(HEX(" + expression + "))";
    }

    @Override
    public String waitingSessions() {
        return "SELECT count(*) FROM information_schema.processlist WHERE db = database()"
                + " AND state LIKE 'Waiting for%lock%'";
    }

    @Override
    public String otherSessions() {
        return "SELECT id, command <> 'Sleep' FROM information_schema.processlist WHERE db = database()"
                + " AND id <> connection_id()";
    }

    @Override
    public String suicide() {
        return "KILL CONNECTION_ID()";
    }

    @Override
    public String shortLockTimeout() {
        return "SET SESSION innodb_lock_wait_timeout = 1";
    }

    @Override
    public String grantWithoutWriting() {
        return "GRANT SELECT ON t TO %s";
    }

    @Override
    public String ofThisDatabase() {
        return "table_schema = DATABASE()";
    }
}

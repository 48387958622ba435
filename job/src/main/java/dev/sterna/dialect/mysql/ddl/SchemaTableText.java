package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.mysql.sql.MySqlCollations;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.PartitionText;
import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements for tables and sequences. */
public final class SchemaTableText {
    private static final String CHARSET = "utf8mb4";
    private static final String COLLATION = "utf8mb4_bin";

    /** The numbers of a sequence: MariaDB keeps the two outermost of its bigint to itself. */
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE - 1);

    private SchemaTableText() {}

    /**
     * Without secondary indexes, constraints and foreign keys; but with the primary key, in whose order InnoDB keeps rows,
     * and with the key that an AUTO_INCREMENT column must have.
     */
    public static String create(TableDefinition table) {
        List<String> parts = new ArrayList<>();
        table.columns().forEach(column -> parts.add(column(table, column) + checks(table, column, false)));
        if (table.primaryKey() != null) {
            parts.add(primaryKey(table));
        }
        String counting = SchemaKeyText.keyOfIdentity(table);
        Stream<String> keys = Stream.concat(
                table.uniques().stream()
                        .filter(key -> key.name().equals(counting))
                        .map(SchemaKeyText::unique),
                table.indexes().stream()
                        .filter(key -> key.name().equals(counting))
                        .map(key -> SchemaKeyText.index(table, key)));
        keys.forEach(parts::add);
        table.storage().forEach((key, columns) -> {
            if (key.startsWith("PERIOD ")) {
                parts.add("PERIOD FOR " + key.substring("PERIOD ".length()) + " (" + columns + ")");
            }
        });
        return "CREATE TABLE " + MySqlLiterals.quote(table.name()) + " (\n  " + String.join(",\n  ", parts) + "\n)"
                + options(table)
                + (table.systemVersioned() ? " WITH SYSTEM VERSIONING" : "")
                + (table.partitioning() == null ? "" : "\n " + PartitionText.of(table.partitioning()));
    }

    /** A table with these columns alone, which only its session sees. */
    static String temporary(TableName name, List<ColumnDefinition> columns) {
        TableDefinition table = new TableDefinition(name, columns, null, List.of(), List.of(), List.of(), -1, -1);
        return columns.stream()
                .map(column -> column(table, column))
                .collect(Collectors.joining(", ", "CREATE TEMPORARY TABLE " + MySqlLiterals.quote(name) + " (", ")"));
    }

    private static String options(TableDefinition table) {
        Map<String, String> storage = table.storage();
        StringBuilder sql = new StringBuilder(" ENGINE=").append(storage.getOrDefault("ENGINE", "InnoDB"));
        sql.append(" DEFAULT CHARSET=").append(storage.getOrDefault("CHARSET", CHARSET));
        sql.append(" COLLATE=").append(MySqlCollations.portable(collation(table)));
        if (storage.containsKey("CREATE_OPTIONS")) {
            sql.append(' ').append(storage.get("CREATE_OPTIONS"));
        }
        return sql + comment(table.comment());
    }

    private static String collation(TableDefinition table) {
        return table.storage().getOrDefault("COLLATE", COLLATION);
    }

    private static String column(TableDefinition table, ColumnDefinition column) {
        Column itself = column.column();
        StringBuilder sql = new StringBuilder(MySqlLiterals.quote(itself.name()))
                .append(' ')
                .append(itself.nativeType());
        // Where the table says it already, MySQL would remember that somebody said it again.
        if (itself.collation() != null && !itself.collation().equals(collation(table))) {
            sql.append(" CHARACTER SET ")
                    .append(itself.charset())
                    .append(" COLLATE ")
                    .append(MySqlCollations.portable(itself.collation()));
        }
        if (column.generation() != null) {
            generation(column, sql);
        } else {
            sql.append(itself.nullable() ? " NULL" : " NOT NULL");
        }
        if (column.defaultSql() != null) {
            sql.append(" DEFAULT ").append(column.defaultSql());
        }
        if (column.onUpdateSql() != null) {
            sql.append(" ON UPDATE ").append(column.onUpdateSql());
        }
        if (itself.name().equals(SchemaKeyText.counting(table))) {
            sql.append(" AUTO_INCREMENT");
        }
        if (column.storage().containsKey("SRID")) {
            sql.append(" SRID ").append(column.storage().get("SRID"));
        }
        if (column.storage().containsKey("INVISIBLE")) {
            sql.append(" INVISIBLE");
        }
        if (column.storage().containsKey("WITHOUT SYSTEM VERSIONING")) {
            sql.append(" WITHOUT SYSTEM VERSIONING");
        }
        if (column.comment() != null) {
            sql.append(" COMMENT ").append(MySqlLiterals.text(column.comment()));
        }
        if (column.isDocument()) {
            sql.append(" CHECK (json_valid(")
                    .append(MySqlLiterals.quote(itself.name()))
                    .append("))");
        }
        return sql.toString();
    }

    /** Those of its definition: those that are made with the table, or all. */
    private static String checks(TableDefinition table, ColumnDefinition column, boolean all) {
        return table.checks().stream()
                .filter(check -> column.column().name().equals(check.column()))
                .filter(check -> all || !isLater(table, check))
                .map(check -> " CHECK (" + check.sql() + ")")
                .collect(Collectors.joining());
    }

    /**
     * Whether the check of a column is made when the rows are in, which may break it as they do at the source. A table that
     * keeps former rows is not altered.
     */
    static boolean isLater(TableDefinition table, Check check) {
        return check.column() != null && !table.systemVersioned();
    }

    /** The statement that gives a column its checks. */
    static String withChecks(TableDefinition table, String column) {
        return withoutChecks(table, column) + checks(table, definition(table, column), true);
    }

    /** The statement that takes a column's checks away. */
    static String withoutChecks(TableDefinition table, String column) {
        return "ALTER TABLE " + MySqlLiterals.quote(table.name()) + " MODIFY COLUMN "
                + column(table, definition(table, column));
    }

    private static ColumnDefinition definition(TableDefinition table, String column) {
        return table.columns().stream()
                .filter(one -> one.column().name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private static void generation(ColumnDefinition column, StringBuilder sql) {
        String expression = column.generation().sql();
        if (expression.equalsIgnoreCase("ROW START") || expression.equalsIgnoreCase("ROW END")) {
            sql.append(" GENERATED ALWAYS AS ").append(expression);
            return;
        }
        sql.append(" GENERATED ALWAYS AS (").append(expression).append(") ");
        sql.append(column.generation().stored() ? "STORED" : "VIRTUAL");
        // MariaDB has no NOT NULL here, and skips comments for MySQL 5.7.
        if (!column.column().nullable()) {
            sql.append(" /*!50700 NOT NULL */");
        }
    }

    private static String primaryKey(TableDefinition table) {
        UniqueConstraint key = table.primaryKey();
        String method = table.storage().get("PRIMARY_KEY_METHOD");
        return "PRIMARY KEY (" + SchemaKeyText.columns(key) + ")"
                + (method == null ? "" : " USING " + method.toUpperCase(Locale.ROOT)) + comment(key.comment());
    }

    static String comment(String comment) {
        return comment == null ? "" : " COMMENT " + MySqlLiterals.text(comment);
    }

    public static String create(Sequence sequence) {
        return "CREATE SEQUENCE " + MySqlLiterals.quote(sequence.name())
                + (sequence.type().equals("bigint") ? "" : " /*M!110500 AS " + sequence.type() + " */")
                + " START WITH " + sequence.start() + " MINVALUE " + least(sequence) + " MAXVALUE "
                + greatest(sequence) + " INCREMENT BY " + sequence.increment()
                + (sequence.cache() == 0 ? " NOCACHE" : " CACHE " + sequence.cache())
                + (sequence.cycle() ? " CYCLE" : " NOCYCLE") + comment(sequence.comment());
    }

    private static BigInteger least(Sequence sequence) {
        return sequence.type().endsWith("unsigned")
                ? sequence.least()
                : sequence.least().max(GREATEST.negate());
    }

    private static BigInteger greatest(Sequence sequence) {
        return sequence.type().endsWith("unsigned")
                ? sequence.greatest()
                : sequence.greatest().min(GREATEST);
    }

    /** One that is used up stays so: its last value is noted as given. Null where the next value is not known. */
    static String goOn(Sequence sequence) {
        BigInteger next = sequence.next();
        if (next == null) {
            return null;
        }
        String name = MySqlLiterals.quote(sequence.name());
        if (next.compareTo(greatest(sequence)) > 0) {
            return "SELECT SETVAL(" + name + ", " + greatest(sequence) + ", 1)";
        }
        if (next.compareTo(least(sequence)) < 0) {
            return "SELECT SETVAL(" + name + ", " + least(sequence) + ", 1)";
        }
        return "ALTER SEQUENCE " + name + " RESTART WITH " + next;
    }

    /** Null where nobody counts, or from where is not known. */
    static String goOn(TableDefinition table) {
        String counting = SchemaKeyText.counting(table);
        BigInteger next = table.columns().stream()
                .filter(column -> column.column().name().equals(counting))
                .map(column -> column.identity().sequence())
                .filter(Objects::nonNull)
                .map(Sequence::next)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return next == null || next.signum() <= 0
                ? null
                : "ALTER TABLE " + MySqlLiterals.quote(table.name()) + " AUTO_INCREMENT = " + next;
    }

    /** The index of a table without what the load needs. */
    static boolean isLater(TableDefinition table, Index index) {
        return !index.name().equals(SchemaKeyText.keyOfIdentity(table));
    }
}

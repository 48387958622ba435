package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.CollationFolding;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.Sequence;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of a schema, by table, view or sequence. */
final class SchemaColumns {
    private static final Pattern ON_UPDATE = Pattern.compile("on update (\\S+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern TIME_OF_ROW = Pattern.compile("ROW (START|END)", Pattern.CASE_INSENSITIVE);

    /** What need not give the same for the same row; MariaDB's catalogue writes each as a call. */
    private static final Pattern PASSING = Pattern.compile(
            "@|\\b(now|sysdate|cur(date|time)|current_(timestamp|date|time|user|role)|local(time|timestamp)"
                    + "|utc_(date|time|timestamp)|rand|uuid(_short)?|sys_guid|random_bytes|(session_|system_)?user|database|schema"
                    + "|connection_id|last_insert_id|found_rows|row_count|version)\\s*\\(|\\bunix_timestamp\\s*\\(\\s*\\)",
            Pattern.CASE_INSENSITIVE);

    /** Types whose literals are numbers. */
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year");

    private static final Set<String> BINARY =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    private final CatalogSession session;
    private final String schema;
    private final Map<String, BigInteger> nextNumbers;
    private final Map<String, List<ColumnDefinition>> byTable = new LinkedHashMap<>();
    private final Map<String, List<String>> withBinaryDefault = new LinkedHashMap<>();

    private SchemaColumns(CatalogSession session, String schema, Map<String, BigInteger> nextNumbers) {
        this.session = session;
        this.schema = schema;
        this.nextNumbers = nextNumbers;
    }

    /**
     * Reads them.
     *
     * @param nextNumbers by table, where it counts
     */
    static SchemaColumns read(CatalogSession session, String schema, Map<String, BigInteger> nextNumbers)
            throws SQLException {
        SchemaColumns columns = new SchemaColumns(session, schema, nextNumbers);
        session.forEach("schema-columns.sql", schema, columns::add);
        LostCharacters lost = new LostCharacters(session, schema);
        for (Map.Entry<String, List<ColumnDefinition>> table : columns.byTable.entrySet()) {
            List<ColumnDefinition> labelled = new ArrayList<>();
            for (ColumnDefinition column : table.getValue()) {
                labelled.add(lost.labelled(table.getKey(), column));
            }
            table.setValue(labelled);
        }
        return columns;
    }

    List<ColumnDefinition> of(String table) {
        return byTable.getOrDefault(table, List.of());
    }

    /** Columns whose default the catalogue spoils because it is in no character set, by table. */
    Map<String, List<String>> withBinaryDefault() {
        return withBinaryDefault;
    }

    private void add(ResultSet row) throws SQLException {
        String table = row.getString("table_name");
        Column column = column(row);
        String extra = row.getString("extra");
        Matcher onUpdate = ON_UPDATE.matcher(extra);
        byTable.computeIfAbsent(table, name -> new ArrayList<>())
                .add(new ColumnDefinition(
                        column,
                        column.isComputed() ? null : defaultOf(table, row, extra),
                        generation(row, extra),
                        column.generated() == Column.Generated.IDENTITY ? identity(table, column) : null,
                        onUpdate.find() ? onUpdate.group(1) : null,
                        CatalogSession.textOrNull(row, "comment"),
                        storage(row, extra),
                        CollationFolding.of(column)));
    }

    private static Column column(ResultSet row) throws SQLException {
        MySqlTypes.Declared declared = new MySqlTypes.Declared(
                row.getString("data_type"),
                row.getString("column_type"),
                row.getLong("max_length"),
                row.getInt("number_digits"),
                row.getInt("number_scale"),
                row.getInt("time_digits"));
        String extra = row.getString("extra").toUpperCase(Locale.ROOT);
        // DEFAULT_GENERATED is about a default, not about the column.
        Column.Generated generated = extra.contains("VIRTUAL GENERATED") || extra.contains("STORED GENERATED")
                ? isRowTime(row.getString("generation")) ? Column.Generated.ROW_TIME : Column.Generated.COMPUTED
                : extra.contains("AUTO_INCREMENT") ? Column.Generated.IDENTITY : Column.Generated.NO;
        return new Column(
                row.getString("column_name"),
                MySqlTypes.logical(declared),
                declared.columnType(),
                row.getString("is_nullable").equals("YES"),
                generated,
                row.getString("charset_name"),
                row.getString("collation_name"));
    }

    private static boolean isRowTime(String generation) {
        return "ROW START".equalsIgnoreCase(generation) || "ROW END".equalsIgnoreCase(generation);
    }

    /**
     * MariaDB gives an expression, and NULL in letters where none is declared; MySQL gives the bare value, but for the
     * expressions that it marks.
     */
    private String defaultOf(String table, ResultSet row, String extra) throws SQLException {
        String text = row.getString("column_default");
        String type = row.getString("data_type").toLowerCase(Locale.ROOT);
        if (text == null || session.isMariaDb() && text.equals("NULL")) {
            return null;
        }
        // MariaDB gives them through a character set, MySQL up to the first zero octet.
        if (BINARY.contains(type) && text.startsWith(session.isMariaDb() ? "'" : "0x")) {
            withBinaryDefault.computeIfAbsent(table, name -> new ArrayList<>()).add(row.getString("column_name"));
        }
        if (session.isMariaDb()) {
            return text;
        }
        if (extra.contains("DEFAULT_GENERATED")) {
            // The parentheses tell MySQL an expression from a value.
            return isNow(text) ? text : "(" + session.expression(text) + ")";
        }
        boolean bare = NUMBERS.contains(type)
                || type.equals("bit")
                || isNow(text)
                || BINARY.contains(type) && text.startsWith("0x");
        return bare ? text : MySqlLiterals.text(text);
    }

    private static boolean isNow(String text) {
        return text.toUpperCase(Locale.ROOT).matches("CURRENT_TIMESTAMP(\\(\\d*\\))?");
    }

    private Generation generation(ResultSet row, String extra) throws SQLException {
        String sql = session.expression(CatalogSession.textOrNull(row, "generation"));
        if (sql == null) {
            return null;
        }
        boolean stored = !extra.toUpperCase(Locale.ROOT).contains("VIRTUAL GENERATED");
        return new Generation(sql, stored, isLasting(sql, stored));
    }

    /** MariaDB computes virtual columns from the clock, the session or chance too; times of rows are those of this server. */
    private static boolean isLasting(String sql, boolean stored) {
        String words = sql.replaceAll("'(?:[^'\\\\]|\\\\.|'')*'|`(?:[^`]|``)*`", "?");
        return !TIME_OF_ROW.matcher(words).matches()
                && (stored || !PASSING.matcher(words).find());
    }

    private Identity identity(String table, Column column) {
        BigInteger next = nextNumbers.getOrDefault(table, BigInteger.ONE);
        return new Identity(
                Identity.Kind.AUTO_INCREMENT,
                new Sequence(
                        null,
                        column.nativeType(),
                        BigInteger.ONE,
                        BigInteger.ONE,
                        BigInteger.ONE,
                        greatest(column),
                        1,
                        false,
                        next,
                        new TableName(schema, table),
                        column.name(),
                        null));
    }

    private static BigInteger greatest(Column column) {
        if (column.type() instanceof LogicalType.Int type) {
            int bits = type.unsigned() ? type.bits() : type.bits() - 1;
            return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        }
        // AUTO_INCREMENT on floating point is as old as it is odd: up to where every integer has such a number.
        boolean single = column.type() instanceof LogicalType.Real real && real.bits() == 32;
        return BigInteger.ONE.shiftLeft(single ? 24 : 53);
    }

    private static Map<String, String> storage(ResultSet row, String extra) throws SQLException {
        Map<String, String> storage = new LinkedHashMap<>();
        String upper = extra.toUpperCase(Locale.ROOT);
        if (upper.contains("INVISIBLE")) {
            storage.put("INVISIBLE", "");
        }
        if (upper.contains("WITHOUT SYSTEM VERSIONING")) {
            storage.put("WITHOUT SYSTEM VERSIONING", "");
        }
        if (row.getString("srid") != null) {
            storage.put("SRID", row.getString("srid"));
        }
        return storage;
    }
}

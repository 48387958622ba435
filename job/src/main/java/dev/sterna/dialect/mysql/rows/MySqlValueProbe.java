package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.OrphanCondition;
import dev.sterna.dialect.mysql.sql.CollationFolding;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TextFolding;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What MySQL and MariaDB take, and how they look for what others do not. */
public final class MySqlValueProbe implements ValueProbe {
    /** A sample of a large table is read in so many places. */
    private static final int PLACES = 8;

    @Override
    public List<ValueLimit> limits(Column source, Column target) {
        return ColumnLimits.of(source, target);
    }

    @Override
    public TextFolding folding(Column column) {
        return CollationFolding.of(column);
    }

    @Override
    public String breaks(Column column, ValueLimit limit) {
        return ValueConditions.breaks(column, limit);
    }

    @Override
    public String orphan(Table table, ForeignKey key, Map<String, TextFolding> folded) {
        return OrphanCondition.of(new MySqlSqlText(), table, key, folded, MySqlValueProbe::seen)
                + TableRows.andPresent(table);
    }

    /** Of an index a server of this family asks nothing that its columns do not: longer ones have a prefix. */
    @Override
    public ValueLimit indexed(Index source, Column column) {
        return null;
    }

    /** Its columns have widths that fit together. */
    @Override
    public Long indexedTogether(Index source, List<Column> columns) {
        return null;
    }

    @Override
    public String longerTogether(List<Column> columns, long octets) {
        List<String> lengths = columns.stream()
                .map(column -> "COALESCE(" + ValueConditions.octets(column) + ", 0)")
                .toList();
        return String.join(" + ", lengths) + " > " + octets + " AND GREATEST(" + String.join(", ", lengths) + ") <= "
                + octets;
    }

    @Override
    public String otherSpelling(Table table, ForeignKey key, Map<String, TextFolding> seen) {
        return OrphanCondition.ofSpelling(new MySqlSqlText(), table, key, seen, MySqlValueProbe::seen)
                + TableRows.andPresent(table);
    }

    @Override
    public String otherEncoding(Column column) {
        return ValueConditions.otherEncoding(column);
    }

    @Override
    public Sample sample(Connection connection, Look look, long rows) throws SQLException {
        long estimate = look.table().estimatedRows();
        List<Slice> places = estimate <= rows ? List.of() : places(connection, look, estimate);
        if (places.isEmpty()) {
            return new Sample(List.of(limited(select(look, "1 = 1"), rows)), true);
        }
        long share = Math.max(1, rows / places.size());
        return new Sample(
                places.stream()
                        .map(place -> limited(select(look, MySqlPredicate.of(look.table(), place)), share))
                        .toList(),
                false);
    }

    /** The beginnings of ranges of the key, of which the server reads only what is asked for; none without a key. */
    private static List<Slice> places(Connection connection, Look look, long estimate) throws SQLException {
        if (look.table().primaryKey() == null) {
            return List.of();
        }
        List<Chunk> chunks = new MySqlSplitter()
                .split(connection, look.table(), new Splitter.Goal(estimate / PLACES, Long.MAX_VALUE), look.where());
        List<Slice> ranges = chunks.stream()
                .map(Chunk::slice)
                .filter(slice -> slice.kind() == Slice.Kind.KEY_RANGE)
                .toList();
        int step = Math.max(1, (ranges.size() + PLACES - 1) / PLACES);
        return IntStream.range(0, ranges.size())
                .filter(i -> i % step == 0)
                .mapToObj(ranges::get)
                .toList();
    }

    @Override
    public String all(Look look) {
        return select(look, look.anySuspicion());
    }

    private static String select(Look look, String predicate) {
        List<String> outputs = new ArrayList<>();
        look.key().forEach(column -> outputs.add(shown(column)));
        look.suspicions().forEach(suspicion -> outputs.add("IF(" + suspicion.condition() + ", 1, 0)"));
        look.suspicions().stream()
                .filter(suspicion -> suspicion.shown() != null)
                .forEach(suspicion -> outputs.add(
                        "IF(" + suspicion.condition() + ", LEFT(" + shown(suspicion.shown()) + ", 200), NULL)"));
        return "SELECT " + String.join(", ", outputs) + " FROM " + TableRows.of(look.table()) + " WHERE "
                + MySqlSqlText.filter(predicate, look.where());
    }

    private static String shown(Column column) {
        String name = MySqlLiterals.quote(column.name());
        if (MySqlTypes.isGeometry(column.nativeType())) {
            // Of a geometry it is only its system of coordinates that can be wrong.
            return "CAST(ST_SRID(" + name + ") AS CHAR)";
        }
        boolean octets = column.type() instanceof LogicalType.Bytes || column.type() instanceof LogicalType.Bit;
        return octets ? "LOWER(HEX(" + name + "))" : "CAST(" + name + " AS CHAR)";
    }

    @Override
    public String collisions(Table table, List<FoldedColumn> columns, String where, long rows) {
        MySqlSqlText sql = new MySqlSqlText();
        List<String> names = columns.stream()
                .map(column -> sql.quote(column.column().name()))
                .toList();
        String keyed = names.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String inner = "SELECT " + String.join(", ", names) + " FROM " + TableRows.of(table) + " WHERE "
                + MySqlSqlText.filter(keyed, where) + (rows > 0 ? " LIMIT " + rows : "");
        String ends = columns.stream()
                .map(column -> shown(column.column()))
                .map(text -> "MIN(" + text + " COLLATE utf8mb4_bin), MAX(" + text + " COLLATE utf8mb4_bin)")
                .collect(Collectors.joining(", "));
        return "SELECT COUNT(*), " + ends + " FROM (" + inner + ") k GROUP BY "
                + columns.stream().map(MySqlValueProbe::folded).collect(Collectors.joining(", "))
                + " HAVING COUNT(*) > 1";
    }

    private static String folded(FoldedColumn key) {
        String text = MySqlLiterals.quote(key.column().name());
        return key.folding().equals(TextFolding.NONE) ? text : seen(text, key.folding());
    }

    /** A text as a column of that folding tells it from others. */
    private static String seen(String value, TextFolding folding) {
        String text = "CONVERT(" + value + " USING utf8mb4)";
        if (folding.padded()) {
            text = "TRIM(TRAILING ' ' FROM " + text + ")";
        }
        if (folding.caseless() && !folding.accentless()) {
            text = "LOWER(" + text + ")";
        }
        return folding.accentless() ? text + " COLLATE utf8mb4_unicode_ci" : "CAST(" + text + " AS BINARY)";
    }
}

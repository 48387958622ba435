package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.ColumnWishes;
import dev.sterna.dialect.convert.ColumnNaming;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.dialect.convert.Overrides;
import dev.sterna.dialect.mysql.sql.MySqlIdentifiers;
import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A source table as a table of this engine. */
public final class PlannedTable {
    private static final Pattern NUMBER =
            Pattern.compile("^\\s*(bool|tinyint|smallint|mediumint|int|bigint|dec|numeric|fixed|float|double|real)");

    private static final String CHARSET = "utf8mb4";

    /** What holds every amount of money. */
    public static final String AMOUNT = "decimal(19,2)";

    /** Octets that a row may have besides its long values. */
    private static final int MAX_ROW_OCTETS = 65_000;

    private static final int MAX_DIGITS = 65;
    private static final int MAX_SCALE = 30;

    private final Table source;
    private final String exact;
    private final UnaryOperator<Column> onProduct;
    private final KeyWidths keys;

    private PlannedTable(Table source, String exact, UnaryOperator<Column> onProduct, KeyWidths keys) {
        this.source = source;
        this.exact = exact;
        this.onProduct = onProduct;
        this.keys = keys;
    }

    /**
     * Of a table of another engine.
     *
     * @param exact the collation of texts
     */
    public static PlannedTable ofForeign(Table source, String exact) {
        return new PlannedTable(source, exact, null, KeyWidths.of(source));
    }

    /**
     * The same on a server that makes long values unique by their hashes.
     *
     * @param referenced columns that foreign keys refer to, for which such a key does not do
     */
    public static PlannedTable ofForeign(Table source, String exact, Set<String> referenced) {
        return new PlannedTable(source, exact, null, KeyWidths.besideHashes(source, referenced));
    }

    /**
     * Of a table of MySQL or MariaDB.
     *
     * @param exact the collation of what becomes a text by the user's choice
     * @param onProduct what a column of the one is on the other
     */
    public static PlannedTable ofFamily(Table source, String exact, UnaryOperator<Column> onProduct) {
        return new PlannedTable(source, exact, onProduct, KeyWidths.of(source));
    }

    private boolean sameFamily() {
        return onProduct != null;
    }

    /**
     * The table under that name.
     *
     * @param wishes the user's own types and names for its columns
     */
    public Table convert(TableName name, ColumnWishes wishes) {
        Map<String, String> all = ColumnNaming.of(source, new MySqlIdentifiers(), wishes.names());
        Map<String, String> names = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        for (Column stored : source.storedColumns()) {
            Column column = stored.generated() == Generated.CARRIED ? stored.by(Generated.NO) : stored;
            names.put(column.name(), all.get(column.name()));
            String wanted = wishes.types().get(column.name());
            columns.add(wanted != null ? overridden(column, wanted) : there(column));
        }
        if (!sameFamily()) {
            fitRow(columns);
        }
        columns.replaceAll(column -> renamed(column, names.get(column.name())));
        Table table = table(name, columns, names);
        if (hasKeyOfIdentity(table)) {
            return table;
        }
        // AUTO_INCREMENT is only for a column that a key begins with.
        columns.replaceAll(PlannedTable::withoutCounter);
        return table(name, columns, names);
    }

    /** A column that is computed from others, as the column that would hold its values. */
    public Column computed(Column column, String name) {
        return renamed(withoutCounter(converted(column)), name);
    }

    /** A computed column is not carried, so neither is a key over one. */
    private Table table(TableName name, List<Column> columns, Map<String, String> names) {
        Key primary = source.primaryKey();
        NameRegister keyNames = new NameRegister(new MySqlIdentifiers());
        return new Table(
                name,
                columns,
                primary != null && names.keySet().containsAll(primary.columns())
                        ? renamed(primary, "PRIMARY", names)
                        : null,
                source.uniqueKeys().stream()
                        .filter(key -> names.keySet().containsAll(key.columns()))
                        .map(key -> renamed(key, sameFamily() ? key.name() : keyNames.take(key.name()), names))
                        .toList(),
                source.estimatedRows(),
                source.estimatedBytes());
    }

    /** Whether a key begins with the one AUTO_INCREMENT column, without which the server does not take it. */
    private static boolean hasKeyOfIdentity(Table table) {
        List<String> identities = table.columns().stream()
                .filter(column -> column.generated() == Generated.IDENTITY)
                .map(Column::name)
                .toList();
        return identities.size() == 1
                && Stream.concat(Stream.ofNullable(table.primaryKey()), table.uniqueKeys().stream())
                        .anyMatch(key -> key.columns().get(0).equals(identities.get(0)));
    }

    private static Key renamed(Key key, String name, Map<String, String> names) {
        return new Key(name, key.columns().stream().map(names::get).toList());
    }

    private static Column renamed(Column column, String name) {
        return new Column(
                name,
                column.type(),
                column.nativeType(),
                column.nullable(),
                column.generated(),
                column.charset(),
                column.collation());
    }

    private static Column withoutCounter(Column column) {
        return column.generated() != Generated.IDENTITY
                ? column
                : new Column(
                        column.name(),
                        column.type(),
                        column.nativeType(),
                        column.nullable(),
                        Generated.NO,
                        column.charset(),
                        column.collation());
    }

    private Column there(Column column) {
        return sameFamily() ? onProduct.apply(column) : converted(column);
    }

    private Column overridden(Column column, String wanted) {
        String declared = wanted.toLowerCase(Locale.ROOT);
        boolean named = declared.contains("character set") || declared.contains("collate");
        boolean text = declared.matches("(?s).*(char|text|enum|set\\s*\\().*") && !declared.contains("binary");
        if (text) {
            Overrides.requireText(source, column, wanted);
        }
        if (NUMBER.matcher(declared).find()) {
            Overrides.requireNumber(source, column, wanted);
        }
        if (declared.contains("binary") && !declared.contains("char") || declared.contains("blob")) {
            Overrides.requireBytes(source, column, wanted);
        }
        Column own = sameFamily() ? onProduct.apply(column) : column;
        boolean ownText = own.collation() != null && own.charset() != null;
        String charset = !text || named ? null : ownText ? own.charset() : CHARSET;
        String collation = !text || named ? null : ownText ? own.collation() : exact;
        return new Column(
                column.name(), column.type(), wanted, column.nullable(), column.generated(), charset, collation);
    }

    private Column converted(Column column) {
        LogicalType type = column.type();
        return switch (type.kind()) {
            case INT -> plain(column, integer((LogicalType.Int) type));
            case BOOL -> plain(column, "tinyint(1)");
            case DECIMAL ->
                fits((LogicalType.Decimal) type)
                        ? plain(column, decimal((LogicalType.Decimal) type))
                        : text(column, characters(column));
            case NUMERIC -> plain(column, "decimal(" + MAX_DIGITS + "," + MAX_SCALE + ")");
            case REAL -> plain(column, ((LogicalType.Real) type).bits() == 32 ? "float" : "double");
            case ENUM -> text(column, enumeration(column, (LogicalType.Enumeration) type));
            case CHAR, TEXT, SET -> text(column, characters(column));
            case BYTES -> plain(column, octets(column, ((LogicalType.Bytes) type).maxLength()));
            case BIT ->
                ((LogicalType.Bit) type).length() <= MySqlTypes.MAX_BITS
                        ? plain(column, "bit(" + ((LogicalType.Bit) type).length() + ")")
                        : text(column, characters(column));
            case DATE -> plain(column, "date");
            case TIME -> plain(column, timed("time", ((LogicalType.Time) type).fraction()));
            case TIMESTAMP -> plain(column, timed("datetime", ((LogicalType.Timestamp) type).fraction()));
            // In UTC. TIMESTAMP would be its equal by name, but ends in 2038 and begins in 1970.
            case INSTANT -> plain(column, timed("datetime", ((LogicalType.Instant) type).fraction()));
            // Not MariaDB's uuid: MySQL has none. ASCII, so that an index entry has 36 octets and not 144.
            case UUID ->
                new Column(column.name(), type, "char(36)", column.nullable(), Generated.NO, "ascii", "ascii_bin");
            // Not the type json: MySQL rewrites a document (1.10 becomes 1.1), and what differs proves nothing.
            case JSON -> text(column, characters(column));
            // The text that its own engine writes for it.
            case OPAQUE -> isAmount(type) ? plain(column, AMOUNT) : text(column, characters(column));
        };
    }

    /** Whether it counts money, in hundredths, as an integer of 64 bits. */
    public static boolean isAmount(LogicalType type) {
        return type instanceof LogicalType.Opaque opaque && opaque.nativeType().equals("money");
    }

    private static Column plain(Column column, String type) {
        return new Column(column.name(), column.type(), type, column.nullable(), column.generated(), null, null);
    }

    private Column text(Column column, String type) {
        return new Column(column.name(), column.type(), type, column.nullable(), Generated.NO, CHARSET, exact);
    }

    /** As the server shows it: without a fraction of no digits. */
    private static String timed(String type, int fraction) {
        return fraction == 0 ? type : type + "(" + fraction + ")";
    }

    private static String integer(LogicalType.Int integer) {
        String name = switch (integer.bits()) {
            case 8 -> "tinyint";
            case 16 -> "smallint";
            case 24 -> "mediumint";
            case 32 -> "int";
            default -> "bigint";
        };
        return integer.unsigned() ? name + " unsigned" : name;
    }

    static boolean fits(LogicalType.Decimal decimal) {
        return decimal.precision() <= MAX_DIGITS && decimal.scale() <= MAX_SCALE && decimal.scale() >= 0;
    }

    private static String decimal(LogicalType.Decimal decimal) {
        return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
    }

    private String enumeration(Column column, LogicalType.Enumeration type) {
        return EnumType.holds(type) ? EnumType.of(type) : characters(column);
    }

    private String characters(Column column) {
        long length = characters(column.type());
        if (keys.has(column.name())) {
            long most = keys.octets(column.name()) / MySqlTypes.UTF8_OCTETS;
            return "varchar(" + (length > 0 ? Math.min(length, most) : most) + ")";
        }
        return length > 0 && length * MySqlTypes.UTF8_OCTETS < MAX_ROW_OCTETS ? "varchar(" + length + ")" : "longtext";
    }

    /** The longest text that a column of this type holds; 0: no bound worth a number. */
    static long characters(LogicalType type) {
        return switch (type.kind()) {
            case CHAR -> ((LogicalType.Char) type).length();
            case TEXT -> ((LogicalType.Text) type).maxCharacters();
            case ENUM -> longest(((LogicalType.Enumeration) type).values());
            case SET -> total(((LogicalType.SetOf) type).values());
            case BIT -> ((LogicalType.Bit) type).length();
            // Its sign, its point, and a zero before that.
            case DECIMAL -> ((LogicalType.Decimal) type).precision() + 3L;
            case INT, BOOL, NUMERIC, REAL, BYTES, DATE, TIME, TIMESTAMP, INSTANT, UUID, JSON, OPAQUE -> 0;
        };
    }

    private String octets(Column column, long length) {
        if (keys.has(column.name())) {
            long most = keys.octets(column.name());
            return "varbinary(" + (length > 0 ? Math.min(length, most) : most) + ")";
        }
        return length > 0 && length < MAX_ROW_OCTETS ? "varbinary(" + length + ")" : "longblob";
    }

    private static long longest(List<String> values) {
        return Math.max(
                1,
                values.stream()
                        .mapToInt(value -> value.codePointCount(0, value.length()))
                        .max()
                        .orElse(1));
    }

    private static long total(List<String> values) {
        return Math.max(
                1,
                values.stream()
                        .mapToInt(value -> value.codePointCount(0, value.length()) + 1)
                        .sum());
    }

    /** A row's declared columns must stay below 65,535 octets; the widest become long types, which lie outside. */
    private void fitRow(List<Column> columns) {
        while (columns.stream().mapToLong(PlannedTable::declaredOctets).sum() > MAX_ROW_OCTETS) {
            int widest = -1;
            for (int i = 0; i < columns.size(); i++) {
                if (!keys.has(columns.get(i).name())
                        && (widest < 0 || declaredOctets(columns.get(i)) > declaredOctets(columns.get(widest)))) {
                    widest = i;
                }
            }
            if (widest < 0 || declaredOctets(columns.get(widest)) <= 16) {
                return;
            }
            Column column = columns.get(widest);
            columns.set(widest, column.charset() != null ? text(column, "longtext") : plain(column, "longblob"));
        }
    }

    private static long declaredOctets(Column column) {
        String type = column.nativeType();
        if (type.matches("var(char|binary)\\(\\d+\\)")) {
            long length = Long.parseLong(type.substring(type.indexOf('(') + 1, type.indexOf(')')));
            return 2 + length * (column.charset() != null ? MySqlTypes.UTF8_OCTETS : 1);
        }
        return 12;
    }
}

package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.convert.NameSpace;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Column;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Exclusion;
import dev.sterna.model.schema.Extension;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema.Dependency;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Periods over two columns of MariaDB: that one ends after it begins, and that rows with the same key do not overlap in it.
 * A period begins with its first column's value and ends before its second one's, as ranges here do.
 */
final class PeriodsFromMySql {
    /** For what is compared by equality within the index of ranges. */
    private static final String EXTENSION = "btree_gist";

    private static final String STORED = "PERIOD ";
    private static final String NAME = "`((?:[^`]|``)+)`";
    private static final Pattern PERIOD = Pattern.compile(NAME);
    private static final Pattern COLUMNS = Pattern.compile(NAME + ", " + NAME);

    private final ConversionDraft draft;
    private final RelationNames names;
    private final List<Dependency> dependencies = new ArrayList<>();
    private ObjectName extension;

    PeriodsFromMySql(ConversionDraft draft, RelationNames names) {
        this.draft = draft;
        this.names = names;
    }

    /** Those that exclusions need. */
    List<Extension> extensions() {
        return extension == null ? List.of() : List.of(new Extension(EXTENSION, null, extension.schema()));
    }

    /** Which exclusions need them. */
    List<Dependency> dependencies() {
        return dependencies;
    }

    /** That each period of a table ends after it begins. */
    List<Check> checks(ConvertedTable table, NameSpace constraints) {
        List<Check> checks = new ArrayList<>();
        periods(table).forEach((name, columns) -> {
            String sql = quoted(columns.get(0)) + " < " + quoted(columns.get(1));
            String taken = constraints.take(name);
            checks.add(new Check(taken, sql, true, true, false, null));
            draft.say(PostgresRule.PERIOD_CHECKED.verdict(
                    ConversionDraft.of(ObjectKind.CHECK, table.source().name(), name), taken + " CHECK (" + sql + ")"));
        });
        return checks;
    }

    /** That no two rows of a table overlap which have the rest of a key in common; of parts PostgreSQL cannot say that of all. */
    List<Exclusion> exclusions(ConvertedTable table, boolean divided) {
        List<Exclusion> exclusions = new ArrayList<>();
        Map<String, List<Column>> periods = periods(table);
        Stream.concat(Stream.ofNullable(table.source().primaryKey()), table.source().uniques().stream())
                .filter(key -> key.period() != null)
                .forEach(key ->
                        convert(table, key, periods.get(key.period()), divided).ifPresent(exclusions::add));
        return exclusions;
    }

    private Optional<Exclusion> convert(
            ConvertedTable table, UniqueConstraint key, List<Column> period, boolean divided) {
        ObjectKind kind =
                key.equals(table.source().primaryKey()) ? ObjectKind.PRIMARY_KEY : ObjectKind.UNIQUE_CONSTRAINT;
        ObjectName object = ConversionDraft.of(kind, table.source().name(), key.name());
        List<String> beside =
                key.besidePeriod().stream().map(Index.Part::column).toList();
        String range = period == null || !table.has(beside) ? null : range(period.get(0));
        if (divided || range == null) {
            draft.say(PostgresRule.OVERLAPS_BY_HAND.verdict(object, null, null, key.period() + " WITHOUT OVERLAPS"));
            return Optional.empty();
        }
        String equal = beside.stream()
                .map(column -> quoted(table.columns().get(column)) + " WITH =, ")
                .collect(Collectors.joining());
        String sql = "EXCLUDE USING gist (" + equal + range + "(" + quoted(period.get(0)) + ", " + quoted(period.get(1))
                + ") WITH &&)";
        String name = names.index(table.name(), table.name().name() + "_" + key.period() + "_excl");
        draft.say(PostgresRule.OVERLAPS_EXCLUDED.verdict(object, name + " " + sql));
        if (!beside.isEmpty()) {
            needExtension(
                    ConversionDraft.of(ObjectKind.EXCLUSION, table.name(), name),
                    table.name().schema());
        }
        return Optional.of(new Exclusion(name, sql, Deferral.NOT_DEFERRABLE, null));
    }

    private void needExtension(ObjectName exclusion, String schema) {
        if (extension == null) {
            extension = new ObjectName(ObjectKind.EXTENSION, schema, null, EXTENSION);
        }
        dependencies.add(new Dependency(exclusion, extension));
    }

    /** By their names, with the columns where both are there. */
    private static Map<String, List<Column>> periods(ConvertedTable table) {
        Map<String, List<Column>> periods = new LinkedHashMap<>();
        table.source().storage().forEach((key, over) -> {
            Matcher name = PERIOD.matcher(key.startsWith(STORED) ? key.substring(STORED.length()) : "");
            Matcher columns = COLUMNS.matcher(over);
            if (name.matches() && columns.matches()) {
                List<String> both = List.of(plain(columns.group(1)), plain(columns.group(2)));
                if (table.has(both)) {
                    periods.put(
                            plain(name.group(1)),
                            both.stream().map(table.columns()::get).toList());
                }
            }
        });
        return periods;
    }

    private static String plain(String quoted) {
        return quoted.replace("``", "`");
    }

    private static String quoted(Column column) {
        return Literals.identifier(column.name());
    }

    /** The function that makes a range of two values; null where there is none. */
    private static String range(Column column) {
        return switch (column.type().kind()) {
            case DATE -> "daterange";
            case TIMESTAMP -> "tsrange";
            case INSTANT -> "tstzrange";
            case INT, BOOL, DECIMAL, NUMERIC, REAL, CHAR, TEXT, BYTES, BIT, TIME, UUID, JSON, ENUM, SET, OPAQUE -> null;
        };
    }
}

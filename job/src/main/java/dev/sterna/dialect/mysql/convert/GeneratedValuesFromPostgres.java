package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedColumns;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.mysql.ddl.PlannedTable;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Sequence;
import dev.sterna.sql.Untranslatable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What fills the columns of a table by itself: counters, defaults, computed values. */
final class GeneratedValuesFromPostgres {
    private final ConversionDraft draft;
    private final ColumnsFromPostgres columns;
    private final SequencesFromPostgres sequences;
    private final DomainsFromPostgres domains;
    private final boolean mariaDb;

    GeneratedValuesFromPostgres(
            ConversionDraft draft,
            ColumnsFromPostgres columns,
            SequencesFromPostgres sequences,
            DomainsFromPostgres domains) {
        this.draft = draft;
        this.columns = columns;
        this.sequences = sequences;
        this.domains = domains;
        this.mariaDb = draft.server().product().equals("mariadb");
    }

    /** The columns' definitions, in the source's order. */
    List<ColumnDefinition> definitions(ConvertedTable table) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        boolean counted = false;
        for (ColumnDefinition column : table.source().columns()) {
            Column there = table.columns().get(column.column().name());
            if (there == null) {
                continue;
            }
            Identity identity = counter(table, column, there, counted);
            counted |= identity != null;
            String defaultSql =
                    identity != null || ConvertedColumns.isComputed(column) ? null : defaultOf(table, column, there);
            definitions.add(new ColumnDefinition(
                    itself(column, there, identity),
                    defaultSql,
                    columns.generation(table, column.column().name()),
                    identity,
                    null,
                    ColumnsFromPostgres.comment(column.comment()),
                    Map.of()));
        }
        return definitions;
    }

    private Column itself(ColumnDefinition source, Column there, Identity identity) {
        Generated generated = there.generated() == Generated.COMPUTED
                ? Generated.COMPUTED
                : identity != null ? Generated.IDENTITY : Generated.NO;
        return new Column(
                there.name(),
                there.type(),
                there.nativeType(),
                there.nullable() && (generated == Generated.COMPUTED || !domains.isNotNull(source.column())),
                generated,
                there.charset(),
                there.collation());
    }

    /** AUTO_INCREMENT for the first column that counts; null for one that does not, or cannot here. */
    private Identity counter(ConvertedTable table, ColumnDefinition column, Column there, boolean counted) {
        Identity identity = column.identity();
        if (identity == null || counted || !canCount(column, there)) {
            return null;
        }
        boolean shared = identity.sequence() != null && sequences.isShared(identity.sequence());
        if (shared && mariaDb) {
            // A counter of the table's own would give numbers that the sequence gives to others.
            return null;
        }
        Sequence source = identity.sequence();
        ObjectName object = name(ObjectKind.IDENTITY, table, column);
        boolean plain = identity.kind() != Identity.Kind.ALWAYS && (source == null || isPlain(source));
        MySqlRule rule = plain ? MySqlRule.IDENTITY_KEPT : MySqlRule.IDENTITY_SIMPLIFIED;
        draft.say((shared ? MySqlRule.IDENTITY_SHARED : rule).verdict(object, "AUTO_INCREMENT"));
        BigInteger next = source == null || source.next() == null ? BigInteger.ONE : source.next();
        return new Identity(
                Identity.Kind.AUTO_INCREMENT,
                new Sequence(
                        null,
                        there.nativeType(),
                        BigInteger.ONE,
                        BigInteger.ONE,
                        BigInteger.ONE,
                        greatest((LogicalType.Int) there.type()),
                        1,
                        false,
                        next.max(BigInteger.ONE),
                        table.name(),
                        there.name(),
                        null));
    }

    /** NULL in a column that counts would be given a number, and so would be a number below one. */
    private static boolean canCount(ColumnDefinition column, Column there) {
        Sequence source = column.identity().sequence();
        return !there.nullable()
                && there.type() instanceof LogicalType.Int
                && there.nativeType().matches("[a-z]*int( unsigned)?")
                && (source == null
                        || source.increment() == null
                        || source.increment().signum() > 0);
    }

    private static boolean isPlain(Sequence sequence) {
        return BigInteger.ONE.equals(sequence.increment())
                && BigInteger.ONE.equals(sequence.least())
                && !sequence.cycle()
                && sequence.greatest() != null
                && sequence.greatest().bitLength() % 8 == 7;
    }

    private static BigInteger greatest(LogicalType.Int type) {
        return BigInteger.ONE
                .shiftLeft(type.unsigned() ? type.bits() : type.bits() - 1)
                .subtract(BigInteger.ONE);
    }

    private String defaultOf(ConvertedTable table, ColumnDefinition column, Column there) {
        Identity identity = column.identity();
        if (identity != null) {
            return ofCounter(table, column, there);
        }
        boolean own = column.defaultSql() != null;
        String sql = own ? column.defaultSql() : domains.defaultOf(column.column());
        if (sql == null) {
            return null;
        }
        ObjectName object = name(ObjectKind.DEFAULT, table, column);
        Optional<TableName> sequence = PostgresText.nextValueOf(sql);
        if (sequence.isPresent()) {
            Optional<String> next = sequences.nextValue(sequence.get());
            next.ifPresentOrElse(
                    taken -> draft.say(MySqlRule.DEFAULT_SEQUENCE.verdict(object, taken)),
                    () -> draft.say(MySqlRule.DEFAULT_BY_HAND.drafted(
                            object, "it takes the next value of a sequence", sql, alter(table, there))));
            return next.orElse(null);
        }
        try {
            NextValues next = NextValues.in(sql, sequences);
            String translated = next.restored(translated(table.source().name(), next.sql(), column.column(), there));
            draft.say((own ? MySqlRule.DEFAULT_KEPT : MySqlRule.DEFAULT_OF_DOMAIN).verdict(object, translated));
            return translated;
        } catch (Untranslatable reason) {
            draft.say(MySqlRule.DEFAULT_BY_HAND.drafted(object, reason.getMessage(), sql, alter(table, there)));
            return null;
        }
    }

    private String translated(TableName table, String sql, Column source, Column there) throws Untranslatable {
        LogicalType.Kind kind = source.type().kind();
        boolean isOwnText = kind == LogicalType.Kind.ENUM || kind == LogicalType.Kind.OPAQUE;
        Optional<String> literal = isOwnText ? PostgresText.literal(sql) : Optional.empty();
        String value = literal.isPresent()
                ? MySqlLiterals.text(isAmount(source, there) ? literal.get().replaceAll("[$,]", "") : literal.get())
                : draft.value(table, sql, there);
        // Of long values MySQL takes expressions only.
        boolean isLong =
                there.nativeType().endsWith("text") || there.nativeType().endsWith("blob");
        return isLong && !mariaDb && !value.startsWith("(") && !value.equalsIgnoreCase("NULL")
                ? "(" + value + ")"
                : value;
    }

    private static boolean isAmount(Column source, Column there) {
        return PlannedTable.isAmount(source.type()) && there.nativeType().equals(PlannedTable.AMOUNT);
    }

    private String ofCounter(ConvertedTable table, ColumnDefinition column, Column there) {
        ObjectName object = name(ObjectKind.IDENTITY, table, column);
        Sequence counter = column.identity().sequence();
        Optional<String> next = counter == null || counter.name() == null || !isNumber(there)
                ? Optional.empty()
                : sequences.nextValue(counter);
        if (next.isPresent()) {
            draft.say(MySqlRule.IDENTITY_SEQUENCE.verdict(object, next.get()));
            return next.get();
        }
        draft.say(MySqlRule.IDENTITY_BY_HAND.drafted(
                object,
                counter == null || counter.next() == null ? null : "its next value is " + counter.next(),
                column.defaultSql(),
                "ALTER TABLE " + MySqlLiterals.quote(table.name()) + " MODIFY COLUMN "
                        + MySqlLiterals.quote(there.name()) + " " + there.nativeType()
                        + " NOT NULL AUTO_INCREMENT, ADD KEY (" + MySqlLiterals.quote(there.name()) + ")"));
        return null;
    }

    private static boolean isNumber(Column column) {
        return column.nativeType().matches("[a-z]*int( unsigned)?|decimal.*");
    }

    private static String alter(ConvertedTable table, Column there) {
        return "ALTER TABLE " + MySqlLiterals.quote(table.name()) + " ALTER COLUMN " + MySqlLiterals.quote(there.name())
                + " SET DEFAULT (...)";
    }

    private static ObjectName name(ObjectKind kind, ConvertedTable table, ColumnDefinition column) {
        return ConversionDraft.of(kind, table.source().name(), column.column().name());
    }
}

package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedColumns;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.postgres.ddl.PlannedTable;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.Untranslatable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Columns of MySQL and MariaDB tables as columns of PostgreSQL. */
final class ColumnsFromMySql {
    private static final Pattern NEXT_VALUE = Pattern.compile(
            "\\(?(?:nextval\\(|next value for )(?:`((?:[^`]|``)+)`\\.)?`((?:[^`]|``)+)`\\)?\\)?",
            Pattern.CASE_INSENSITIVE);

    private final ConversionDraft draft;
    private final RelationNames names;
    private final List<Sequence> sequences;

    /** @param sequences takes those that columns own */
    ColumnsFromMySql(ConversionDraft draft, RelationNames names, List<Sequence> sequences) {
        this.draft = draft;
        this.names = names;
        this.sequences = sequences;
    }

    /** The columns by name and type, of which the draft's scope knows from then on. */
    ConvertedTable table(TableDefinition source) {
        return ConvertedColumns.of(draft, source, this::generated);
    }

    /** Null when the expression does not translate. */
    private Column generated(TableDefinition table, ColumnDefinition column, String name) {
        String sql = column.generation() == null ? "" : column.generation().sql();
        ObjectName object = name(ObjectKind.GENERATED_COLUMN, table, column);
        if (sql.equalsIgnoreCase("ROW START") || sql.equalsIgnoreCase("ROW END")) {
            draft.say(PostgresRule.TEMPORAL_CURRENT_ONLY.verdict(object, null, "column of the row's time", null));
            return null;
        }
        Column there = PlannedTable.columnFor(column.column(), name);
        try {
            draft.value(table.name(), sql, there.by(Column.Generated.COMPUTED));
            draft.forget();
            return there;
        } catch (Untranslatable reason) {
            draft.say(PostgresRule.GENERATED_BY_HAND.verdict(object, null, reason.getMessage(), sql));
            return null;
        }
    }

    /** Their definitions, in the source's order. */
    List<ColumnDefinition> definitions(ConvertedTable table, boolean partitioned) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (ColumnDefinition column : table.source().columns()) {
            Column there = table.columns().get(column.column().name());
            if (there != null) {
                definitions.add(definition(table, column, there, partitioned));
            }
        }
        return definitions;
    }

    private ColumnDefinition definition(
            ConvertedTable table, ColumnDefinition column, Column there, boolean partitioned) {
        describe(table, column, there);
        Identity identity = identity(table, column, there, partitioned);
        boolean serial = identity != null && identity.kind() == Identity.Kind.SERIAL;
        String defaultSql = serial ? nextValue(identity.sequence().name()) : defaultOf(table, column, there);
        return new ColumnDefinition(
                there,
                identity != null && !serial ? null : defaultSql,
                generation(table, column, there),
                identity,
                null,
                comment(column, there),
                Map.of());
    }

    /** The octets of a geometry do not say in which system of coordinates they are, so the comment has to. */
    private static String comment(ColumnDefinition column, Column there) {
        String srid = column.storage().get("SRID");
        if (srid == null || !(there.type() instanceof LogicalType.Bytes)) {
            return column.comment();
        }
        String told = "WKB, SRID " + srid;
        return column.comment() == null || column.comment().isEmpty() ? told : column.comment() + " (" + told + ")";
    }

    private void describe(ConvertedTable table, ColumnDefinition column, Column there) {
        Column itself = column.column();
        ObjectName object = name(ObjectKind.COLUMN, table.source(), column);
        boolean computed = ConvertedColumns.isComputed(column);
        boolean carried = ConvertedColumns.isCarried(column);
        if (!there.name().equals(itself.name())) {
            draft.say(PostgresRule.COLUMN_RENAMED.verdict(
                    computed || carried ? name(ObjectKind.GENERATED_COLUMN, table.source(), column) : object,
                    there.name()));
        }
        if (computed) {
            return;
        }
        if (carried) {
            draft.say(PostgresRule.GENERATED_VALUES.drafted(
                    name(ObjectKind.GENERATED_COLUMN, table.source(), column),
                    there.nativeType(),
                    whyNot(table, column, there),
                    column.generation().sql(),
                    "ALTER TABLE " + Literals.qualified(table.name()) + " DROP COLUMN "
                            + Literals.identifier(there.name()) + ", ADD COLUMN "
                            + Literals.identifier(there.name()) + " " + there.nativeType()
                            + " GENERATED ALWAYS AS (...) STORED"));
            return;
        }
        boolean document = column.isDocument() && there.nativeType().equals("json");
        draft.say((document ? PostgresTypeRule.JSON : PostgresTypeRule.of(itself, there))
                .verdict(object, there.nativeType(), itself.nativeType(), null));
        if (itself.collation() != null && !isExact(itself.collation())) {
            draft.say(PostgresRule.COLLATION_DROPPED.verdict(object, null, itself.collation(), null));
        }
        if (column.storage().containsKey("INVISIBLE")) {
            draft.say(PostgresRule.INVISIBLE_SHOWN.verdict(object, null));
        }
    }

    /** Null when nothing speaks against the expression any more. */
    private String whyNot(ConvertedTable table, ColumnDefinition column, Column there) {
        try {
            draft.value(table.source().name(), column.generation().sql(), there.by(Column.Generated.COMPUTED));
            return null;
        } catch (Untranslatable reason) {
            return reason.getMessage();
        } finally {
            draft.forget();
        }
    }

    /** Whether equality under it is to the octet; other binary collations take blanks at the end for nothing. */
    static boolean isExact(String collation) {
        String lower = collation.toLowerCase(Locale.ROOT);
        return lower.equals("binary") || lower.endsWith("_0900_bin") || lower.endsWith("_nopad_bin");
    }

    private String defaultOf(ConvertedTable table, ColumnDefinition column, Column there) {
        String sql = column.defaultSql();
        if (sql == null || column.identity() != null) {
            return null;
        }
        ObjectName object = name(ObjectKind.DEFAULT, table.source(), column);
        Matcher next = NEXT_VALUE.matcher(sql.strip());
        if (next.matches()) {
            String schema = next.group(1) == null
                    ? table.source().name().schema()
                    : next.group(1).replace("``", "`");
            String taken =
                    nextValue(names.sequence(new TableName(schema, next.group(2).replace("``", "`"))));
            draft.say(PostgresRule.DEFAULT_KEPT.verdict(object, taken));
            return taken;
        }
        try {
            String translated = draft.value(table.source().name(), sql, there);
            if (refersToColumns(table, sql, there)) {
                throw new Untranslatable("a default of PostgreSQL sees no other column: fill it in by a trigger");
            }
            draft.say(PostgresRule.DEFAULT_KEPT.verdict(object, translated));
            return translated;
        } catch (Untranslatable reason) {
            draft.say(PostgresRule.DEFAULT_BY_HAND.verdict(object, null, reason.getMessage(), sql));
            return null;
        }
    }

    /** Whether an expression that can be translated cannot be without the table's columns. */
    private boolean refersToColumns(ConvertedTable table, String sql, Column there) {
        draft.scope().add(table.source(), table.name(), Map.of());
        try {
            draft.value(table.source().name(), sql, there);
            return false;
        } catch (Untranslatable unknown) {
            return true;
        } finally {
            draft.scope().add(table.source(), table.name(), table.columns());
        }
    }

    private static String nextValue(TableName sequence) {
        return "nextval(" + Literals.string(Literals.qualified(sequence)) + "::regclass)";
    }

    private Generation generation(ConvertedTable table, ColumnDefinition column, Column there) {
        if (!ConvertedColumns.isComputed(column)) {
            return null;
        }
        try {
            // Without the generated columns themselves, as when it was tried.
            Map<String, Column> stored = new LinkedHashMap<>(table.columns());
            table.source().columns().stream()
                    .filter(ConvertedColumns::isComputed)
                    .forEach(other -> stored.remove(other.column().name()));
            draft.scope().add(table.source(), table.name(), stored);
            String sql =
                    draft.value(table.source().name(), column.generation().sql(), there.by(Column.Generated.COMPUTED));
            draft.say(PostgresRule.GENERATED_STORED.verdict(
                    name(ObjectKind.GENERATED_COLUMN, table.source(), column),
                    there.nativeType() + " AS (" + sql + ")"));
            return new Generation(sql, true);
        } catch (Untranslatable impossible) {
            throw new IllegalStateException(
                    "Translated before: " + table.source().name(), impossible);
        } finally {
            draft.scope().add(table.source(), table.name(), table.columns());
        }
    }

    private Identity identity(ConvertedTable table, ColumnDefinition column, Column there, boolean partitioned) {
        if (column.identity() == null) {
            return null;
        }
        boolean integer = there.type() instanceof LogicalType.Int;
        boolean counts = integer && (!partitioned || draft.server().atLeast(17, 0));
        Sequence counter = column.identity().sequence();
        BigInteger end = !integer || there.nativeType().equals("bigint")
                ? BigInteger.valueOf(Long.MAX_VALUE)
                : there.nativeType().equals("integer")
                        ? BigInteger.valueOf(Integer.MAX_VALUE)
                        : BigInteger.valueOf(Short.MAX_VALUE);
        // In a wider type it would go on where the source's ends; that is what somebody wants who has chosen one.
        BigInteger greatest = RangesFromMySql.isChosenWider(column.column(), there) ? end : end.min(counter.greatest());
        Sequence sequence = new Sequence(
                names.relation(table.name().schema(), table.name().name() + "_" + there.name() + "_seq"),
                integer ? there.nativeType() : "bigint",
                BigInteger.ONE,
                BigInteger.ONE,
                BigInteger.ONE,
                greatest,
                1,
                false,
                // The source may go on where the target ends.
                counter.next().min(greatest.add(BigInteger.ONE)),
                table.name(),
                there.name(),
                null);
        ObjectName object = name(ObjectKind.IDENTITY, table.source(), column);
        if (counter.next().compareTo(end) > 0) {
            draft.say(PostgresRule.IDENTITY_USED_UP.verdict(object, null, "it stands at " + counter.next(), null));
        }
        if (counts) {
            draft.say(PostgresRule.IDENTITY_BY_DEFAULT.verdict(object, "identity"));
            return new Identity(Identity.Kind.BY_DEFAULT, sequence);
        }
        sequences.add(sequence);
        draft.say(PostgresRule.IDENTITY_AS_SEQUENCE.verdict(object, "sequence " + sequence.name()));
        return new Identity(Identity.Kind.SERIAL, sequence);
    }

    private static ObjectName name(ObjectKind kind, TableDefinition table, ColumnDefinition column) {
        return ConversionDraft.of(kind, table.name(), column.column().name());
    }
}

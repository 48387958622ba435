package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tables without their constraints, and sequences. */
final class TableSql {
    private static final Set<String> NO_PARAMETER = Set.of("UNLOGGED", "TABLESPACE", "USING");

    private final Map<TableName, TableDefinition> tables = new HashMap<>();
    private final Set<ObjectName> lateDefaults;

    /** @param lateDefaults columns whose default uses what may need the table itself */
    TableSql(Schema schema, Set<ObjectName> lateDefaults) {
        schema.tables().forEach(table -> tables.put(table.name(), table));
        this.lateDefaults = Set.copyOf(lateDefaults);
    }

    private TableSql() {
        this.lateDefaults = Set.of();
    }

    /** Columns as they stand in the statement that makes a table with them. */
    static String columns(List<ColumnDefinition> columns) {
        TableDefinition table =
                new TableDefinition(new TableName("", ""), columns, null, List.of(), List.of(), List.of(), -1, -1);
        TableSql sql = new TableSql();
        return columns.stream().map(column -> sql.column(table, column)).collect(Collectors.joining(", "));
    }

    /**
     * The statements that make a table. A child takes the columns from its parents where that gives the same order; it is
     * made alone and joined to them where its own order is another one.
     */
    List<Statement> create(TableDefinition table) {
        List<TableName> parents =
                table.partition() != null ? List.of(table.partition().of()) : table.parents();
        Map<String, ColumnDefinition> inherited = inherited(parents);
        boolean takes = inherited != null && begins(table, inherited);
        List<ColumnDefinition> own = table.columns().stream()
                .filter(column -> !takes || isDeclared(table, column, inherited))
                .toList();
        String columns = own.stream().map(column -> column(table, column)).collect(Collectors.joining(", "));
        StringBuilder sql = new StringBuilder("CREATE ")
                .append(table.storage().containsKey("UNLOGGED") ? "UNLOGGED " : "")
                .append("TABLE ")
                .append(Literals.qualified(table.name()));
        if (takes && table.partition() != null) {
            sql.append(" PARTITION OF ").append(Literals.qualified(parents.get(0)));
            sql.append(' ').append(table.partition().bound());
        } else {
            sql.append(" (").append(columns).append(')');
            if (takes) {
                sql.append(parents.stream()
                        .map(Literals::qualified)
                        .collect(Collectors.joining(", ", " INHERITS (", ")")));
            }
        }
        if (table.partitioning() != null) {
            sql.append(" PARTITION BY ").append(table.partitioning().definition());
        }
        sql.append(storage(table.storage()));
        List<String> statements = new ArrayList<>(List.of(sql.toString()));
        if (takes) {
            statements.addAll(overrides(table, inherited));
        } else {
            parents.forEach(parent -> statements.add(join(table, parent)));
        }
        ObjectName name = new ObjectName(
                ObjectKind.TABLE, table.name().schema(), null, table.name().name());
        return statements.stream()
                .map(statement -> new Statement(name, statement))
                .toList();
    }

    private static String join(TableDefinition table, TableName parent) {
        return table.partition() == null
                ? "ALTER TABLE " + Literals.qualified(table.name()) + " INHERIT " + Literals.qualified(parent)
                : "ALTER TABLE " + Literals.qualified(parent) + " ATTACH PARTITION "
                        + Literals.qualified(table.name()) + " "
                        + table.partition().bound();
    }

    /** Empty for a table without parents, null when a parent is not known here. */
    private Map<String, ColumnDefinition> inherited(List<TableName> parents) {
        Map<String, ColumnDefinition> columns = new LinkedHashMap<>();
        for (TableName parent : parents) {
            TableDefinition definition = tables.get(parent);
            if (definition == null) {
                return null;
            }
            definition
                    .columns()
                    .forEach(column -> columns.putIfAbsent(column.column().name(), column));
        }
        return parents.isEmpty() ? null : columns;
    }

    private static boolean begins(TableDefinition table, Map<String, ColumnDefinition> inherited) {
        List<String> names =
                table.columns().stream().map(column -> column.column().name()).toList();
        List<String> first = List.copyOf(inherited.keySet());
        return names.size() >= first.size()
                && names.subList(0, first.size()).equals(first)
                && (table.partition() == null || names.size() == first.size());
    }

    /** An heir may name a column again that it inherits. */
    private boolean isDeclared(
            TableDefinition table, ColumnDefinition column, Map<String, ColumnDefinition> inherited) {
        ColumnDefinition parents = inherited.get(column.column().name());
        return parents == null
                || table.partition() == null
                        && column.generation() == null
                        && column.storage().containsKey(ColumnDefinition.DECLARED);
    }

    private List<String> overrides(TableDefinition table, Map<String, ColumnDefinition> inherited) {
        List<String> statements = new ArrayList<>();
        String alter = "ALTER TABLE ONLY " + Literals.qualified(table.name()) + " ALTER COLUMN ";
        for (ColumnDefinition column : table.columns()) {
            String name = column.column().name();
            ColumnDefinition parents = inherited.get(name);
            if (parents == null) {
                continue;
            }
            String quoted = Literals.identifier(name);
            if (parents.column().nullable() && !column.column().nullable()) {
                statements.add(alter + quoted + " SET NOT NULL");
            }
            boolean declared = isDeclared(table, column, inherited);
            // A declaration without a default takes the parent's.
            boolean given = declared && column.defaultSql() != null;
            if (!given && !Objects.equals(parents.defaultSql(), column.defaultSql()) && !isLate(table, column)) {
                statements.add(alter
                        + quoted
                        + (column.defaultSql() == null ? " DROP DEFAULT" : " SET DEFAULT " + column.defaultSql()));
            }
            if (column.identity() != null && column.identity().sequence() != null && parents.identity() == null) {
                statements.add(alter + quoted + " ADD" + identity(column.identity()));
            }
        }
        return statements;
    }

    private boolean isLate(TableDefinition table, ColumnDefinition column) {
        return lateDefaults.contains(defaultName(table, column));
    }

    static ObjectName defaultName(TableDefinition table, ColumnDefinition column) {
        return new ObjectName(
                ObjectKind.DEFAULT,
                table.name().schema(),
                table.name().name(),
                column.column().name());
    }

    static Statement lateDefault(TableDefinition table, ColumnDefinition column) {
        return new Statement(
                defaultName(table, column),
                "ALTER TABLE ONLY " + Literals.qualified(table.name()) + " ALTER COLUMN "
                        + Literals.identifier(column.column().name()) + " SET DEFAULT " + column.defaultSql());
    }

    private String column(TableDefinition table, ColumnDefinition column) {
        StringBuilder sql = new StringBuilder(
                        Literals.identifier(column.column().name()))
                .append(' ')
                .append(column.column().nativeType());
        if (column.column().collation() != null) {
            sql.append(" COLLATE ").append(column.column().collation());
        }
        if (column.generation() != null) {
            sql.append(" GENERATED ALWAYS AS (")
                    .append(column.generation().sql())
                    .append(column.generation().stored() ? ") STORED" : ") VIRTUAL");
        } else if (column.defaultSql() != null && !isLate(table, column)) {
            sql.append(" DEFAULT ").append(column.defaultSql());
        }
        if (!column.column().nullable()) {
            sql.append(" NOT NULL");
        }
        Identity identity = column.identity();
        if (identity != null && identity.kind() != Identity.Kind.SERIAL && identity.sequence() != null) {
            sql.append(identity(identity));
        }
        return sql.toString();
    }

    private static String identity(Identity identity) {
        return " GENERATED " + (identity.kind() == Identity.Kind.ALWAYS ? "ALWAYS" : "BY DEFAULT")
                + " AS IDENTITY (SEQUENCE NAME "
                + Literals.qualified(identity.sequence().name())
                + options(identity.sequence()) + ")";
    }

    private static String storage(Map<String, String> storage) {
        String with = new TreeMap<>(storage)
                .entrySet().stream()
                        .filter(entry -> !NO_PARAMETER.contains(entry.getKey()))
                        .map(entry -> entry.getKey() + " = " + Literals.string(entry.getValue()))
                        .collect(Collectors.joining(", "));
        return (storage.containsKey("USING") ? " USING " + Literals.identifier(storage.get("USING")) : "")
                + (with.isEmpty() ? "" : " WITH (" + with + ")");
    }

    static Statement sequence(Sequence sequence) {
        return new Statement(
                sequenceName(sequence),
                "CREATE SEQUENCE " + Literals.qualified(sequence.name()) + " AS " + sequence.type()
                        + options(sequence));
    }

    static ObjectName sequenceName(Sequence sequence) {
        return new ObjectName(
                ObjectKind.SEQUENCE,
                sequence.name().schema(),
                null,
                sequence.name().name());
    }

    private static String options(Sequence sequence) {
        return " START WITH " + sequence.start() + " INCREMENT BY " + sequence.increment() + " MINVALUE "
                + sequence.least() + " MAXVALUE " + sequence.greatest() + " CACHE " + sequence.cache()
                + (sequence.cycle() ? " CYCLE" : " NO CYCLE");
    }

    static Statement ownedBy(Sequence sequence) {
        return new Statement(
                sequenceName(sequence),
                "ALTER SEQUENCE " + Literals.qualified(sequence.name()) + " OWNED BY "
                        + Literals.qualified(sequence.ownedBy()) + "."
                        + Literals.identifier(sequence.ownedByColumn()));
    }

    /** A sequence that is used up stays so. */
    static Statement next(Sequence sequence) {
        BigInteger next = sequence.next();
        boolean over = next.compareTo(sequence.greatest()) > 0 || next.compareTo(sequence.least()) < 0;
        BigInteger value = over ? next.subtract(sequence.increment()) : next;
        return new Statement(
                sequenceName(sequence),
                "SELECT pg_catalog.setval(" + Literals.string(Literals.qualified(sequence.name())) + ", " + value + ", "
                        + over + ")");
    }
}

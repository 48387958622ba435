package dev.sterna.dialect.convert;

import dev.sterna.config.ValuePolicy.RangeChecks;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rules.ConversionRule;
import dev.sterna.dialect.server.Server;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Verdict;
import dev.sterna.model.schema.View;
import dev.sterna.sql.Differences;
import dev.sterna.sql.Expression;
import dev.sterna.sql.OutputColumns;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a conversion into another engine's terms knows and has found so far. */
public final class ConversionDraft {
    private final Schema source;
    private final Dialect from;
    private final Dialect to;
    private final Map<TableName, Table> planned;
    private final Map<TableName, Map<String, String>> computed;
    private final Server server;
    private final RangeChecks ranges;
    private final TableScope scope;
    private final NameSpace.Given names;
    private final Map<TableName, TableDefinition> definitions = new HashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private List<Scope.Pair> outputs = List.of();

    /**
     * Of a schema.
     *
     * @param planned source table to the table that the plan wants
     * @param computed source table to the names that its computed columns get
     * @param ranges what becomes of values that only types of the target take
     * @param names what a conversion of more of that schema gave, which stands; takes what this one gives
     */
    public ConversionDraft(
            Schema source,
            Dialect from,
            Dialect to,
            Map<TableName, Table> planned,
            Map<TableName, Map<String, String>> computed,
            Server server,
            RangeChecks ranges,
            NameSpace.Given names) {
        this.names = names;
        this.source = source;
        this.from = from;
        this.to = to;
        this.planned = Map.copyOf(planned);
        this.computed = Map.copyOf(computed);
        this.server = server;
        this.ranges = ranges;
        this.scope = new TableScope(source.names());
        source.tables().forEach(table -> definitions.put(table.name(), table));
    }

    /** Of nothing but one table. */
    public static ConversionDraft of(
            TableDefinition table, String engine, Dialect from, Dialect to, Table planned, Server server) {
        Schema alone = Schema.of(engine, table);
        return new ConversionDraft(
                alone,
                from,
                to,
                Map.of(table.name(), planned),
                Map.of(),
                server,
                RangeChecks.CHECK,
                new NameSpace.Given());
    }

    public Schema source() {
        return source;
    }

    public Server server() {
        return server;
    }

    /** Whether checks refuse what the source's types refuse. */
    public boolean checksRanges() {
        return ranges == RangeChecks.CHECK;
    }

    public TableScope scope() {
        return scope;
    }

    /** For names of the target that must differ from each other; to be asked for once. */
    public NameSpace names(String space) {
        return new NameSpace(space, new NameRegister(to.identifiers()), names);
    }

    /** The tables that are converted, in the source's order. */
    public List<TableDefinition> tables() {
        return source.tables().stream()
                .filter(table -> planned.containsKey(table.name()))
                .toList();
    }

    /** A table of the source, if it has it. */
    public Optional<TableDefinition> definition(TableName name) {
        return Optional.ofNullable(definitions.get(name));
    }

    /** What the plan wants of a source table; null when it is not planned. */
    public Table planned(TableName table) {
        return planned.get(table);
    }

    /** What the plan calls a computed column of a source table; null where it does not say. */
    String computedName(TableName table, String column) {
        return computed.getOrDefault(table, Map.of()).get(column);
    }

    /** Where objects of a source schema go that are no tables: to where its tables go. */
    public String schema(String name) {
        return schema(name, SameEngine.names(planned));
    }

    /**
     * Where objects of a source schema go that are no tables: to where most of its tables go, or without any to where most
     * tables go.
     *
     * @param tables source table to target table
     */
    public static String schema(String name, Map<TableName, TableName> tables) {
        Map<String, Integer> own = new TreeMap<>();
        Map<String, Integer> all = new TreeMap<>();
        tables.forEach((source, target) -> {
            all.merge(target.schema(), 1, Integer::sum);
            if (source.schema().equals(name)) {
                own.merge(target.schema(), 1, Integer::sum);
            }
        });
        return (own.isEmpty() ? all : own)
                .entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(name);
    }

    /** A check or predicate in the target's SQL. */
    public String condition(TableName table, String sql) throws Untranslatable {
        return to.expressions().condition(noted(read(table, sql)));
    }

    /** A default or computed value in the target's SQL. */
    public String value(TableName table, String sql, Column target) throws Untranslatable {
        return to.expressions().value(noted(read(table, sql)), target);
    }

    /** The expression of an index in the target's SQL. */
    public String key(TableName table, String sql) throws Untranslatable {
        return to.expressions().key(noted(read(table, sql)));
    }

    /** The query of a view in the target's SQL. */
    public String query(String sql) throws Untranslatable {
        Query query = from.expressions().query(sql, scope);
        differences.addAll(Differences.of(query));
        outputs = OutputColumns.of(query);
        return to.expressions().query(query);
    }

    /**
     * What the target calls the columns of a view, in their order: as the source where it can, or else by a name that is
     * like it and that no other of them has.
     */
    public List<String> columns(View view) {
        NameRegister register = new NameRegister(to.identifiers());
        return view.columns().stream().map(register::take).toList();
    }

    /** Tells which columns of a view are called otherwise; each by its own name. */
    public void sayRenamed(View view, List<String> columns, ConversionRule rule) {
        for (int i = 0; i < columns.size(); i++) {
            String column = view.columns().get(i);
            if (!column.equals(columns.get(i))) {
                say(rule.verdict(of(ObjectKind.COLUMN, view.name(), column), columns.get(i)));
            }
        }
    }

    /** That a view that was made of the query that was translated last is there, for those that read it. */
    public void made(View view, View made) {
        scope.add(view, made.name(), made.columns(), outputs);
    }

    /** What was translated last only to see whether it can be. */
    public void forget() {
        differences.clear();
    }

    private Expression noted(Expression expression) {
        differences.addAll(Differences.of(expression));
        return expression;
    }

    private Expression read(TableName table, String sql) throws Untranslatable {
        return from.expressions().expression(sql, scope.table(table), scope);
    }

    /**
     * Adds what became of an object. What the SQL that was translated since the last verdict does otherwise in the target
     * is told with it, and then it arrives with a loss.
     */
    public void say(Verdict verdict) {
        boolean differs = !differences.isEmpty() && verdict.place() == Verdict.Place.CONVERTED;
        verdicts.add(
                differs
                        ? Verdict.withLoss(
                                verdict.object(),
                                verdict.rule(),
                                verdict.becomes(),
                                String.join("; ", new LinkedHashSet<>(differences)))
                        : verdict);
        differences.clear();
    }

    public List<Verdict> verdicts() {
        return verdicts;
    }

    /** The name of something that belongs to a table. */
    public static ObjectName of(ObjectKind kind, TableName table, String name) {
        return new ObjectName(kind, table.schema(), table.name(), name);
    }

    /** The name of something that belongs to a schema. */
    public static ObjectName of(ObjectKind kind, TableName name) {
        return new ObjectName(kind, name.schema(), null, name.name());
    }
}

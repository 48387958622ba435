package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.convert.InheritedChecks;
import dev.sterna.dialect.mysql.sql.MySqlIdentifiers;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Exclusion;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks of another engine's tables, of their columns' domains, and of enumerations that become texts. */
final class ChecksFromPostgres {
    /** What the check of a domain calls the column. */
    private static final String VALUE = "value";

    private static final Pattern BARE_VALUE = Pattern.compile("('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")|\\bVALUE\\b");

    private final ConversionDraft draft;
    private final ObjectNames names;
    private final DomainsFromPostgres domains;
    private final InheritedChecks inherited;
    private final boolean mariaDb;

    ChecksFromPostgres(ConversionDraft draft, ObjectNames names, DomainsFromPostgres domains) {
        this.draft = draft;
        this.names = names;
        this.domains = domains;
        this.inherited = new InheritedChecks(draft.source().tables());
        this.mariaDb = draft.server().product().equals("mariadb");
    }

    /**
     * The checks of a table.
     *
     * @param changed columns that foreign keys change: there are no checks on them
     */
    List<Check> checks(KeyedTable made, Set<String> changed) {
        ConvertedTable table = made.table();
        List<Check> checks = new ArrayList<>();
        List<Check> all = new ArrayList<>(table.source().checks());
        all.addAll(inherited.of(table.source(), parent -> true));
        for (Check check : all) {
            ObjectName object =
                    ConversionDraft.of(ObjectKind.CHECK, table.source().name(), check.name());
            add(made, check, table.source().name(), object, check.name(), changed, checks, MySqlRule.CHECK_KEPT);
        }
        for (ColumnDefinition column : table.source().columns()) {
            Column there = table.columns().get(column.column().name());
            if (there != null) {
                ofDomain(made, column.column(), there, changed, checks);
                ofEnumeration(table, column.column(), there, checks);
            }
        }
        checks.addAll(new TypeChecksFromPostgres(draft, names).checks(made, changed));
        for (Exclusion exclusion : table.source().exclusions()) {
            ObjectName object =
                    ConversionDraft.of(ObjectKind.EXCLUSION, table.source().name(), exclusion.name());
            draft.say(MySqlRule.EXCLUSION_IMPOSSIBLE.verdict(object, null, null, exclusion.sql()));
        }
        return checks;
    }

    private void add(
            KeyedTable made,
            Check check,
            TableName scope,
            ObjectName object,
            String wanted,
            Set<String> changed,
            List<Check> checks,
            MySqlRule kept) {
        if (!check.enforced() && mariaDb) {
            draft.say(MySqlRule.CHECK_NOT_ENFORCED.verdict(object, null, null, check.sql()));
            return;
        }
        if (isRangeOfCounter(made, check)) {
            draft.say(MySqlRule.CHECK_OF_TYPE.verdict(object, null));
            return;
        }
        try {
            String condition = draft.condition(scope, check.sql());
            List<String> used = PostgresText.columnsOf(condition);
            if (made.counter().filter(used::contains).isPresent()) {
                throw new Untranslatable("it uses a column that counts by itself");
            }
            if (used.stream().anyMatch(changed::contains)) {
                throw new Untranslatable("it uses a column that a foreign key changes");
            }
            String name = names.constraint(made.table().name(), wanted);
            draft.say(kept.verdict(object, name));
            if (check.enforced() && !check.validated()) {
                draft.say(MySqlRule.CHECK_VALIDATED.verdict(object, name));
            }
            if (check.comment() != null && kept == MySqlRule.CHECK_KEPT) {
                draft.say(MySqlRule.CONSTRAINT_COMMENT_DROPPED.verdict(object, null));
            }
            checks.add(new Check(name, condition, check.enforced(), true, false, null));
        } catch (Untranslatable reason) {
            draft.say(MySqlRule.CHECK_BY_HAND.drafted(
                    object,
                    reason.getMessage(),
                    check.sql(),
                    "ALTER TABLE " + MySqlLiterals.quote(made.table().name()) + " ADD CONSTRAINT "
                            + MySqlLiterals.quote(new MySqlIdentifiers().fit(wanted)) + " CHECK (...)"));
        }
    }

    private static boolean isRangeOfCounter(KeyedTable made, Check check) {
        return CheckedRange.of(check)
                .filter(range -> {
                    Column there = made.table().columns().get(range.column());
                    return there != null
                            && there.nativeType().equals(range.type())
                            && made.counter().filter(there.name()::equals).isPresent();
                })
                .isPresent();
    }

    private void ofDomain(KeyedTable made, Column source, Column there, Set<String> changed, List<Check> checks) {
        List<Check> own = domains.checks(source);
        if (own.isEmpty()) {
            return;
        }
        TableName table = made.table().source().name();
        TableName pretended = new TableName(table.schema(), table.name() + "\0" + source.name());
        draft.scope().add(oneColumn(pretended, source), made.table().name(), Map.of(VALUE, there));
        for (Check check : own) {
            ObjectName object = ConversionDraft.of(ObjectKind.CHECK, table, source.name() + " " + check.name());
            String wanted = made.table().name().name() + "_" + there.name() + "_" + check.name();
            add(made, named(check), pretended, object, wanted, changed, checks, MySqlRule.CHECK_OF_DOMAIN);
        }
    }

    /** Parsers take the bare word for something else. */
    private static Check named(Check check) {
        String sql = BARE_VALUE
                .matcher(check.sql())
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) != null ? found.group(1) : "\"" + VALUE + "\""));
        return new Check(check.name(), sql, check.enforced(), check.validated(), check.noInherit(), check.comment());
    }

    /** A table of the column that the domain's check is about. */
    private static TableDefinition oneColumn(TableName name, Column like) {
        Column column =
                new Column(VALUE, like.type(), like.nativeType(), true, Generated.NO, like.charset(), like.collation());
        return new TableDefinition(
                name,
                List.of(new ColumnDefinition(column, null, null, null, null, null)),
                null,
                List.of(),
                List.of(),
                List.of(),
                -1,
                -1);
    }

    private void ofEnumeration(ConvertedTable table, Column source, Column there, List<Check> checks) {
        boolean open = source.type() instanceof LogicalType.Enumeration
                && there.collation() != null
                && !there.nativeType().startsWith("enum(");
        if (!open || ((LogicalType.Enumeration) source.type()).values().isEmpty()) {
            return;
        }
        String list = ((LogicalType.Enumeration) source.type())
                .values().stream().map(MySqlLiterals::text).collect(Collectors.joining(", "));
        String name = names.constraint(table.name(), table.name().name() + "_" + there.name() + "_enum");
        checks.add(new Check(name, MySqlLiterals.quote(there.name()) + " IN (" + list + ")", true, true, false, null));
        draft.say(MySqlRule.CHECK_OF_ENUM.verdict(
                ConversionDraft.of(ObjectKind.CHECK, table.source().name(), source.name()), name));
    }
}

package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedColumns;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.mysql.ddl.PlannedTable;
import dev.sterna.dialect.mysql.sql.MySqlCollations;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.Server;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.Untranslatable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Columns of another engine's tables as columns of this one, without what fills them. */
final class ColumnsFromPostgres {
    /** What a column may say about itself. */
    static final int COMMENT_CHARACTERS = 1024;

    private final ConversionDraft draft;
    private final DomainsFromPostgres domains;
    private final Map<ObjectName, Generation> generations = new HashMap<>();

    ColumnsFromPostgres(ConversionDraft draft) {
        this.draft = draft;
        this.domains = new DomainsFromPostgres(draft.source());
    }

    /** The columns by name and type, of which the draft's scope knows from then on. */
    ConvertedTable table(TableDefinition source) {
        ConvertedTable table = ConvertedColumns.of(draft, source, this::computed);
        source.columns().stream()
                .filter(column -> table.columns().containsKey(column.column().name()))
                .forEach(column -> describe(
                        table, column, table.columns().get(column.column().name())));
        return table;
    }

    /** The collation that tells every two texts apart, as that product calls it. */
    static String exact(Server server) {
        return MySqlCollations.exact(server.product().equals("mariadb"));
    }

    /** Null when the expression does not translate. */
    private Column computed(TableDefinition table, ColumnDefinition column, String name) {
        ObjectName object = generated(table, column);
        Column like = planned(table).computed(column.column(), name);
        // MariaDB has no NOT NULL here, and the expression gives what it gives.
        Column there = new Column(
                name, like.type(), like.nativeType(), true, Generated.COMPUTED, like.charset(), like.collation());
        String sql = column.generation().sql();
        try {
            String translated = expression(table, column, there);
            Generation generation =
                    new Generation(translated, column.generation().stored());
            generations.put(object, generation);
            draft.say(MySqlRule.GENERATED_KEPT.verdict(object, there.nativeType() + " AS (" + translated + ")"));
            sayRenamed(object, column, there);
            return there;
        } catch (Untranslatable reason) {
            String add = "ALTER TABLE "
                    + MySqlLiterals.quote(draft.planned(table.name()).name()) + " ADD COLUMN "
                    + MySqlLiterals.quote(name) + " " + there.nativeType() + " GENERATED ALWAYS AS (...) "
                    + (column.generation().stored() ? "STORED" : "VIRTUAL");
            draft.say(MySqlRule.GENERATED_BY_HAND.drafted(object, reason.getMessage(), sql, add));
            return null;
        }
    }

    /** No foreign key refers to a computed column. */
    private PlannedTable planned(TableDefinition table) {
        String exact = exact(draft.server());
        return draft.server().product().equals("mariadb")
                ? PlannedTable.ofForeign(table.table(), exact, Set.of())
                : PlannedTable.ofForeign(table.table(), exact);
    }

    private static ObjectName generated(TableDefinition table, ColumnDefinition column) {
        return ConversionDraft.of(
                ObjectKind.GENERATED_COLUMN, table.name(), column.column().name());
    }

    private String expression(TableDefinition table, ColumnDefinition column, Column there) throws Untranslatable {
        String translated = draft.value(table.name(), column.generation().sql(), there.by(Generated.COMPUTED));
        if (usesCounter(table, translated)) {
            throw new Untranslatable("it uses a column that counts by itself");
        }
        return translated;
    }

    private void describeCarried(TableDefinition table, ColumnDefinition column, Column there) {
        String why = null;
        try {
            expression(table, column, there);
        } catch (Untranslatable reason) {
            why = reason.getMessage();
        } finally {
            draft.forget();
        }
        draft.say(MySqlRule.GENERATED_VALUES.drafted(
                generated(table, column),
                there.nativeType(),
                why,
                column.generation().sql(),
                "ALTER TABLE " + MySqlLiterals.quote(draft.planned(table.name()).name()) + " MODIFY COLUMN "
                        + MySqlLiterals.quote(there.name()) + " " + there.nativeType()
                        + " GENERATED ALWAYS AS (...) STORED"));
    }

    private boolean usesCounter(TableDefinition table, String translated) {
        List<String> used = PostgresText.columnsOf(translated);
        return draft.planned(table.name()).columns().stream()
                .anyMatch(column -> column.generated() == Generated.IDENTITY && used.contains(column.name()));
    }

    /** What computes a column, or null. */
    Generation generation(ConvertedTable table, String column) {
        return generations.get(
                ConversionDraft.of(ObjectKind.GENERATED_COLUMN, table.source().name(), column));
    }

    private void sayRenamed(ObjectName object, ColumnDefinition column, Column there) {
        if (!there.name().equals(column.column().name())) {
            draft.say(MySqlRule.COLUMN_RENAMED.verdict(object, there.name()));
        }
    }

    private void describe(ConvertedTable table, ColumnDefinition column, Column there) {
        if (ConvertedColumns.isCarried(column)) {
            describeCarried(table.source(), column, there);
            sayRenamed(generated(table.source(), column), column, there);
            return;
        }
        Column itself = column.column();
        ObjectName object = ConversionDraft.of(ObjectKind.COLUMN, table.source().name(), itself.name());
        draft.say(MySqlTypeRule.of(itself, there).verdict(object, there.nativeType(), itself.nativeType(), null));
        sayRenamed(object, column, there);
        String collation = itself.collation() != null ? itself.collation() : domains.collationOf(itself);
        if (collation != null && there.collation() != null) {
            draft.say(MySqlRule.COLLATION_DROPPED.verdict(object, there.collation(), collation, null));
        }
        if (isSpoilt(column.comment(), COMMENT_CHARACTERS)) {
            draft.say(MySqlRule.COLUMN_COMMENT_CUT.verdict(object, null));
        }
    }

    /** What is left of a column's comment. */
    static String comment(String comment) {
        return comment == null ? null : cut(comment, COMMENT_CHARACTERS);
    }

    /** Whether less is left of a comment than it is; null is none. */
    static boolean isSpoilt(String comment, int characters) {
        return comment != null && !cut(comment, characters).equals(comment);
    }

    /** The beginning of a text, with a question mark for each character that the catalogue does not take. */
    static String cut(String text, int characters) {
        int[] kept = text.codePoints()
                .limit(characters)
                .map(point -> Character.isSupplementaryCodePoint(point) ? '?' : point)
                .toArray();
        return new String(kept, 0, kept.length);
    }
}

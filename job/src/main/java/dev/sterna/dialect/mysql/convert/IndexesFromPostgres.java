package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.model.Column;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Indexes of another engine's tables that no constraint made. */
final class IndexesFromPostgres {
    /** Operator classes of B-trees that order as a binary collation does. */
    private static final Set<String> ORDINARY =
            Set.of("text_pattern_ops", "varchar_pattern_ops", "bpchar_pattern_ops", "text_ops", "varchar_ops");

    private static final Pattern WORDS_OF = Pattern.compile(
            "to_tsvector\\((?:'[^']*'::regconfig, )?\\(*(?:COALESCE\\()?\\(*([^()', ]+|\"(?:[^\"]|\"\")+\")\\)*"
                    + "(?:::text)?\\)*(?:, ''::text\\))?\\)*",
            Pattern.CASE_INSENSITIVE);

    private final ConversionDraft draft;
    private final ObjectNames names;
    private final IndexDrafts drafts;
    private final boolean mariaDb;

    IndexesFromPostgres(ConversionDraft draft, ObjectNames names) {
        this.draft = draft;
        this.names = names;
        this.drafts = new IndexDrafts(draft);
        this.mariaDb = draft.server().product().equals("mariadb");
    }

    List<Index> indexes(ConvertedTable table) {
        List<Index> indexes = new ArrayList<>();
        for (Index index : table.source().indexes()) {
            ObjectName object =
                    ConversionDraft.of(ObjectKind.INDEX, table.source().name(), index.name());
            if (!index.visible()) {
                draft.say(MySqlRule.INDEX_INVALID_DROPPED.verdict(object, null));
                continue;
            }
            Optional<Index> converted = switch (index.method()) {
                case "btree", "hash" -> ordered(table, index, object);
                case "gin", "gist" -> words(table, index, object);
                case "brin" -> {
                    draft.say(MySqlRule.INDEX_BRIN_DROPPED.verdict(object, null));
                    yield Optional.empty();
                }
                default -> byHand(MySqlRule.INDEX_METHOD_BY_HAND, index, object, index.method(), null);
            };
            converted.ifPresent(indexes::add);
        }
        return indexes;
    }

    private Optional<Index> byHand(MySqlRule rule, Index index, ObjectName object, String detail, String sql) {
        draft.say(rule.drafted(object, detail, index.definition(), sql));
        return Optional.empty();
    }

    private Optional<Index> ordered(ConvertedTable table, Index index, ObjectName object) {
        Optional<String> odd = index.parts().stream()
                .map(Index.Part::operatorClass)
                .filter(name -> name != null && !ORDINARY.contains(name))
                .findFirst();
        if (odd.isPresent()) {
            return byHand(MySqlRule.INDEX_METHOD_BY_HAND, index, object, "operator class " + odd.get(), null);
        }
        if (index.unique() && index.predicate() != null) {
            return byHand(
                    MySqlRule.INDEX_PARTIAL_UNIQUE,
                    index,
                    object,
                    index.predicate(),
                    drafts.ofSomeRows(table, index, names.index(table.name(), index.name())));
        }
        List<String> plain = plainColumns(index);
        if (!table.has(plain)) {
            return byHand(MySqlRule.KEY_BY_HAND, index, object, "a column of it does not convert", null);
        }
        if (index.unique() && index.nullsNotDistinct() && nullsMatter(table, index, plain)) {
            return byHand(MySqlRule.KEY_NULLS_BY_HAND, index, object, null, null);
        }
        try {
            return Optional.of(
                    plain.size() == index.parts().size()
                            ? plain(table, index, object)
                            : functional(table, index, object));
        } catch (Untranslatable reason) {
            MySqlRule rule =
                    plain.size() == index.parts().size() ? MySqlRule.KEY_BY_HAND : MySqlRule.INDEX_EXPRESSION_BY_HAND;
            return byHand(
                    rule,
                    index,
                    object,
                    reason.getMessage(),
                    drafts.ofExpressions(table, index, names.index(table.name(), index.name())));
        }
    }

    private static List<String> plainColumns(Index index) {
        return index.parts().stream()
                .filter(part -> part.expression() == null)
                .map(Index.Part::column)
                .toList();
    }

    private static boolean nullsMatter(ConvertedTable table, Index index, List<String> plain) {
        return plain.size() < index.parts().size() || KeysFromPostgres.mayBeNull(table, plain);
    }

    private Index plain(ConvertedTable table, Index index, ObjectName object) throws Untranslatable {
        List<Column> columns = index.parts().stream()
                .map(part -> table.columns().get(part.column()))
                .toList();
        boolean whole = IndexPrefixes.holds(columns);
        if (!whole && index.unique()) {
            return hashed(table, index, object, columns);
        }
        List<Integer> prefixes = whole ? columns.stream().map(column -> 0).toList() : IndexPrefixes.prefixes(columns);
        if (prefixes.isEmpty()) {
            throw new Untranslatable("it has too many columns");
        }
        List<Index.Part> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            parts.add(part(columns.get(i).name(), null, index.parts().get(i), prefixes.get(i)));
        }
        if (!whole) {
            draft.say(MySqlRule.INDEX_PREFIX.verdict(object, index.name()));
        }
        return made(table, index, object, "btree", parts, MySqlRule.INDEX_KEPT);
    }

    private Index hashed(ConvertedTable table, Index index, ObjectName object, List<Column> columns)
            throws Untranslatable {
        if (!KeysFromPostgres.canHash(draft, table, plainColumns(index))) {
            throw new Untranslatable("its values are longer than an index entry");
        }
        // No order is kept of hashes.
        List<Index.Part> parts =
                columns.stream().map(column -> Index.Part.of(column.name())).toList();
        return made(table, index, object, KeysFromPostgres.HASH, parts, MySqlRule.UNIQUE_HASHED);
    }

    private Index functional(ConvertedTable table, Index index, ObjectName object) throws Untranslatable {
        if (mariaDb) {
            throw new Untranslatable("MariaDB has no functional indexes");
        }
        List<Index.Part> parts = new ArrayList<>();
        List<Column> used = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            if (part.expression() == null) {
                Column column = table.columns().get(part.column());
                used.add(column);
                parts.add(part(column.name(), null, part, 0));
            } else {
                String key = draft.key(table.source().name(), part.expression());
                List<String> columns = PostgresText.columnsOf(key);
                table.columns().values().stream()
                        .filter(column -> columns.contains(column.name()))
                        .forEach(used::add);
                parts.add(part(null, key, part, 0));
            }
        }
        if (used.stream().anyMatch(column -> column.generated() == Column.Generated.IDENTITY)) {
            throw new Untranslatable("it uses a column that counts by itself");
        }
        if (!IndexPrefixes.holds(used)) {
            throw new Untranslatable("its values may be longer than an index entry");
        }
        return made(table, index, object, "btree", parts, MySqlRule.INDEX_EXPRESSION);
    }

    /** Before 10.8 MariaDB reads over DESC. */
    private Index.Part part(String column, String expression, Index.Part source, int prefix) {
        return new Index.Part(column, expression, source.descending() && keepsOrder(), null, prefix, null, null);
    }

    private boolean keepsOrder() {
        return !mariaDb || draft.server().atLeast(10, 8);
    }

    private Index made(
            ConvertedTable table,
            Index index,
            ObjectName object,
            String method,
            List<Index.Part> parts,
            MySqlRule rule) {
        String name = names.index(table.name(), index.name());
        draft.say(rule.verdict(object, name));
        if (index.predicate() != null) {
            draft.say(MySqlRule.INDEX_WHOLE.verdict(object, name, index.predicate(), null));
        }
        if (!index.included().isEmpty()) {
            draft.say(MySqlRule.KEY_INCLUDE_DROPPED.verdict(object, null));
        }
        if (index.parts().stream()
                .anyMatch(part ->
                        part.nullsFirst() != null || part.collation() != null || part.descending() && !keepsOrder())) {
            draft.say(MySqlRule.INDEX_ORDER.verdict(object, name));
        }
        if (ColumnsFromPostgres.isSpoilt(index.comment(), ColumnsFromPostgres.COMMENT_CHARACTERS)) {
            draft.say(MySqlRule.COLUMN_COMMENT_CUT.verdict(object, null));
        }
        return new Index(
                name,
                index.unique(),
                method,
                parts,
                List.of(),
                null,
                false,
                true,
                null,
                ColumnsFromPostgres.comment(index.comment()));
    }

    /** Over texts as they are, or over their words. */
    private Optional<Index> words(ConvertedTable table, Index index, ObjectName object) {
        List<String> columns = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            Matcher words = WORDS_OF.matcher(part.expression() == null ? "" : part.expression());
            boolean trigrams =
                    part.operatorClass() != null && part.operatorClass().contains("_trgm_ops");
            if (part.expression() == null && trigrams) {
                columns.add(part.column());
            } else if (words.matches()) {
                columns.add(words.group(1).replaceAll("^\"|\"$", "").replace("\"\"", "\""));
            }
        }
        boolean texts = columns.size() == index.parts().size()
                && table.has(columns)
                && columns.stream().map(column -> table.columns().get(column)).allMatch(IndexesFromPostgres::isText)
                && index.predicate() == null
                && table.source().partitioning() == null;
        if (!texts) {
            return byHand(MySqlRule.INDEX_METHOD_BY_HAND, index, object, index.method(), null);
        }
        List<Index.Part> parts =
                table.names(columns).stream().map(Index.Part::of).toList();
        return Optional.of(made(table, index, object, "fulltext", parts, MySqlRule.INDEX_FULLTEXT));
    }

    private static boolean isText(Column column) {
        return column.collation() != null
                && "utf8mb4".equals(column.charset())
                && column.generated() != Column.Generated.COMPUTED
                && (column.nativeType().startsWith("varchar")
                        || column.nativeType().endsWith("text"));
    }
}

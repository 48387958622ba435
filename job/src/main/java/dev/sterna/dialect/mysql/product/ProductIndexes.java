package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.mysql.ddl.SchemaKeyText;
import dev.sterna.dialect.mysql.sql.MySqlIdentifiers;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import dev.sterna.model.schema.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The keys and indexes of one product on the other. */
final class ProductIndexes {
    private static final String BTREE = "btree";

    private final ProductFeatures to;
    private final ProductVerdicts verdicts;

    ProductIndexes(ProductFeatures to, ProductVerdicts verdicts) {
        this.to = to;
        this.verdicts = verdicts;
    }

    /** Without those over columns that are not there. */
    List<UniqueConstraint> uniques(TableDefinition table, Set<String> there) {
        List<UniqueConstraint> found = new ArrayList<>();
        for (UniqueConstraint key : table.uniques()) {
            if (key.columns().stream().allMatch(part -> there.contains(part.column()))) {
                found.add(key);
            } else {
                verdicts.say(
                        ProductRule.INDEX_OF_LOST_COLUMN,
                        ConversionDraft.of(ObjectKind.UNIQUE_CONSTRAINT, table.name(), key.name()),
                        null);
            }
        }
        return found;
    }

    List<Index> of(TableDefinition table, Set<String> there) {
        List<Index> found = new ArrayList<>();
        for (Index index : table.indexes()) {
            ObjectName name = ConversionDraft.of(ObjectKind.INDEX, table.name(), index.name());
            if (isMade(table, index, name, there)) {
                found.add(converted(table, index, name));
            }
        }
        if (!ProductFeatures.keepsEngine(table)) {
            addCounting(table, found);
        }
        return found;
    }

    /** MyISAM and Aria count within the columns before; where only they can, an index of its own lets the column count. */
    private static void addCounting(TableDefinition table, List<Index> found) {
        String counting = table.columns().stream()
                .filter(column -> column.identity() != null)
                .map(column -> column.column().name())
                .findFirst()
                .orElse(null);
        boolean first = counting == null
                || Stream.of(
                                Stream.ofNullable(table.primaryKey()).map(UniqueConstraint::columns),
                                table.uniques().stream().map(UniqueConstraint::columns),
                                found.stream().map(Index::parts))
                        .flatMap(parts -> parts)
                        .anyMatch(parts -> counting.equals(parts.get(0).column()));
        if (!first) {
            found.add(new Index(
                    new MySqlIdentifiers().fit(table.name().name() + "_" + counting + "_counts"),
                    false,
                    BTREE,
                    List.of(Index.Part.of(counting)),
                    List.of(),
                    null,
                    false,
                    true,
                    null,
                    null));
        }
    }

    private boolean isMade(TableDefinition table, Index index, ObjectName name, Set<String> there) {
        boolean memory = "MEMORY".equalsIgnoreCase(table.storage().get("ENGINE"));
        if (!to.same() && to.isMariaDb() && index.parts().stream().anyMatch(part -> part.column() == null)) {
            verdicts.say(new Verdict(
                    name,
                    ProductRule.EXPRESSION_INDEX.place(),
                    ProductRule.EXPRESSION_INDEX.id(),
                    null,
                    ProductRule.EXPRESSION_INDEX.reason(),
                    ProductRule.EXPRESSION_INDEX.remedy(),
                    SchemaKeyText.index(table, index),
                    draft(table, index)));
            return false;
        }
        if (index.parts().stream().anyMatch(part -> part.column() != null && !there.contains(part.column()))) {
            verdicts.say(ProductRule.INDEX_OF_LOST_COLUMN, name, null);
            return false;
        }
        if (!to.isMariaDb() && index.unique() && index.method().equals("hash") && !memory) {
            verdicts.say(ProductRule.HASH_INDEX, name, null, null, SchemaKeyText.index(table, index));
            return false;
        }
        if (index.method().equals("vector") && !to.same()) {
            verdicts.say(ProductRule.VECTOR_INDEX, name, null, null, SchemaKeyText.index(table, index));
            return false;
        }
        return true;
    }

    private Index converted(TableDefinition table, Index index, ObjectName name) {
        boolean parser = index.definition() != null && index.definition().contains(" WITH PARSER ");
        if (parser && !to.same()) {
            verdicts.say(ProductRule.FULLTEXT_PARSER, name, null, null, index.definition());
        }
        if (!to.sortsDownwards() && index.parts().stream().anyMatch(Index.Part::descending)) {
            verdicts.say(ProductRule.DESCENDING, name, null);
        }
        if (!index.visible() && !to.same()) {
            verdicts.say(ProductRule.INVISIBLE_INDEX, name, to.isMariaDb() ? "IGNORED" : "INVISIBLE");
        }
        boolean hashed = index.method().equals("hash") && !index.unique() && !ProductFeatures.keepsEngine(table);
        return (hashed ? index.by(BTREE) : index).definedBy(to.same() ? index.definition() : null);
    }

    /** A computed column for each expression; its type is a guess that a person has to look at. */
    private static String draft(TableDefinition table, Index index) {
        List<String> added = new ArrayList<>();
        List<Index.Part> parts = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            if (part.column() != null) {
                parts.add(part);
                continue;
            }
            String column = new MySqlIdentifiers().fit(index.name() + "_" + (parts.size() + 1));
            added.add("ADD COLUMN " + MySqlLiterals.quote(column) + " varchar(255) AS (" + part.expression()
                    + ") VIRTUAL INVISIBLE");
            parts.add(new Index.Part(column, null, part.descending(), null, 0, null, null));
        }
        added.add("ADD " + (index.unique() ? "UNIQUE " : "") + "KEY " + MySqlLiterals.quote(index.name()) + " ("
                + SchemaKeyText.parts(parts) + ")");
        return "ALTER TABLE " + MySqlLiterals.quote(table.name()) + "\n  " + String.join(",\n  ", added);
    }
}

package dev.sterna.prepare;

import dev.sterna.migration.Database;
import dev.sterna.model.Column;
import dev.sterna.model.TextFolding;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.TablePlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The columns of a target's table in which different texts were equal at the source, by a collation that the target has
 * not: only what looks at one of them can be kept by the source's rows and broken by the same rows at the target.
 */
final class FoldedColumns {
    /** What a collation may do of which nobody tells. */
    private static final TextFolding UNKNOWN = new TextFolding(true, true, false);

    private final Map<String, TextFolding> foldings = new HashMap<>();

    FoldedColumns(Database source, Database target, TablePlan plan, TableDefinition definition) {
        Map<String, TextFolding> catalogued = new HashMap<>();
        for (ColumnDefinition column : definition.columns()) {
            catalogued.put(column.column().name(), column.folding());
        }
        List<Column> from = plan.source().storedColumns();
        List<Column> to = plan.target().storedColumns();
        for (int i = 0; i < from.size(); i++) {
            TextFolding here = catalogued.getOrDefault(from.get(i).name(), TextFolding.NONE);
            if (here.equals(TextFolding.NONE)
                    && source.dialect().valueProbe().mayFold(from.get(i))
                    && !target.dialect().valueProbe().mayFold(to.get(i))) {
                here = UNKNOWN;
            }
            if (here.seesLessThan(target.dialect().valueProbe().folding(to.get(i)))) {
                foldings.put(to.get(i).name(), here);
            }
        }
    }

    /** Those of a foreign key. */
    Map<String, TextFolding> of(ForeignKey key) {
        Map<String, TextFolding> found = new LinkedHashMap<>();
        key.columns()
                .forEach(column ->
                        Optional.ofNullable(foldings.get(column)).ifPresent(folding -> found.put(column, folding)));
        return found;
    }

    /** Whether a check names one of them. */
    boolean anyOf(Check check) {
        return foldings.keySet().stream()
                .anyMatch(name -> Pattern.compile(
                                "(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                        .matcher(check.sql())
                        .find());
    }
}

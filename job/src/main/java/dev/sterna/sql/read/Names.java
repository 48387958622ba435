package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What names mean at one place of a query. */
final class Names {
    private final Names outer;
    private final Reading reading;
    private final List<Visible> visible = new ArrayList<>();
    private final Map<String, List<Query.Item>> commons = new HashMap<>();
    private final List<Query.Item> outputs = new ArrayList<>();
    private final List<Query.Item> merged = new ArrayList<>();

    Names(Names outer, Reading reading) {
        this.outer = outer;
        this.reading = reading;
    }

    /** A source of rows: a column is named by it alone, or by the qualifier and it. */
    record Visible(String schema, String qualifier, List<Query.Item> columns) {}

    void add(Visible source) {
        visible.add(source);
    }

    List<Visible> visible() {
        return visible;
    }

    void addCommon(String name, List<Query.Item> columns) {
        commons.put(name, columns);
    }

    /** The columns of a query with a name, null if there is none. */
    List<Query.Item> common(String name) {
        List<Query.Item> found = commons.get(name);
        return found != null || outer == null ? found : outer.common(name);
    }

    /** Lets a name alone mean one of the two columns that USING joins. */
    void merge(String name, Expression value) {
        merged.removeIf(item -> reading.isSameName(item.name(), name));
        merged.add(new Query.Item(value, name));
    }

    /** What USING made of two columns, or null. */
    Expression merged(String name) {
        for (Query.Item item : merged) {
            if (reading.isSameName(item.name(), name)) {
                return item.value();
            }
        }
        return null;
    }

    /** The same without the sources of rows of this query. */
    Names outside() {
        Names outside = new Names(outer, reading);
        outside.commons.putAll(commons);
        return outside;
    }

    /** The same for what comes after the grouping, where the names of the result are known too. */
    Names after(List<Query.Item> items) {
        Names after = outside();
        after.visible.addAll(visible);
        after.merged.addAll(merged);
        after.outputs.addAll(items);
        return after;
    }

    Expression column(String schema, String qualifier, String name) throws Untranslatable {
        if (qualifier == null && merged(name) != null) {
            return merged(name);
        }
        List<Expression> found = new ArrayList<>();
        for (Visible source : visible) {
            if (qualifier != null && !qualifier.equals(source.qualifier)
                    || schema != null && !schema.equals(source.schema)) {
                continue;
            }
            for (Query.Item column : source.columns) {
                if (reading.isSameName(column.name(), name)) {
                    found.add(column.value());
                    break;
                }
            }
        }
        if (found.size() > 1) {
            throw new Untranslatable("it is not clear whose column " + name + " is");
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        for (Query.Item output : outputs) {
            if (qualifier == null && reading.isSameName(output.name(), name)) {
                return output.value();
            }
        }
        if (outer == null) {
            throw new Untranslatable("it has a name that is no column here: " + name);
        }
        return outer.column(schema, qualifier, name);
    }
}

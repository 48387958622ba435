package dev.sterna.sql.read;

import dev.sterna.sql.Query;
import java.util.List;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.schema.Column;

/** Columns of a result, where they are named. */
final class OutputReader {
    private final Reading reading;
    private final MaskedSql marked;

    OutputReader(Reading reading, MaskedSql marked) {
        this.reading = reading;
        this.marked = marked;
    }

    /** The column of the result that is meant by a name alone or by its number; or null. */
    Query.Item output(net.sf.jsqlparser.expression.Expression by, List<Query.Item> outputs) {
        if (by instanceof LongValue number && number.getValue() >= 1 && number.getValue() <= outputs.size()) {
            return outputs.get((int) number.getValue() - 1);
        }
        if (by instanceof Column column && column.getTable() == null) {
            String name = marked.nameOf(column.getColumnName());
            return outputs.stream()
                    .filter(item -> reading.isSameName(item.name(), name))
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }
}

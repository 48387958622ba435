package dev.sterna.dialect.mysql;

import dev.sterna.config.ValuePolicy;
import dev.sterna.config.ValuePolicy.OnNulCharacter;
import dev.sterna.config.ValuePolicy.OnZeroDate;
import dev.sterna.dialect.DeclaredLosses;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Zero dates and NUL characters. */
final class MySqlLosses implements DeclaredLosses {

    @Override
    public List<Loss> possible(Table table, ValuePolicy policy) {
        List<Loss> losses = new ArrayList<>();
        for (Column column : table.storedColumns()) {
            boolean dates = policy.onZeroDate() == OnZeroDate.NULL;
            boolean texts = policy.onNulCharacter() == OnNulCharacter.STRIP;
            switch (column.type().kind()) {
                case DATE, TIMESTAMP, INSTANT -> {
                    if (dates) {
                        losses.add(new Loss(column, Kind.ZERO_DATE));
                    }
                }
                case CHAR, TEXT, ENUM, SET, JSON -> {
                    if (texts) {
                        losses.add(new Loss(column, Kind.NUL_CHARACTER));
                    }
                }
                case INT, BOOL, DECIMAL, NUMERIC, REAL, BYTES, BIT, TIME, UUID, OPAQUE -> {
                    // are kept as they are
                }
            }
        }
        return losses;
    }

    @Override
    public String count(Table table, List<Loss> losses, String where) {
        String sums = losses.stream()
                .map(loss -> "COALESCE(SUM(" + condition(loss) + "), 0)")
                .collect(Collectors.joining(", "));
        return "SELECT " + sums + " FROM " + new MySqlText().quote(table.name()) + " WHERE "
                + MySqlText.filter("1 = 1", where);
    }

    /** Of rows that have such a value. */
    static String condition(Loss loss) {
        Column column = loss.column();
        String name = MySqlLiterals.quote(column.name());
        return switch (loss.kind()) {
            // Not by IS NULL, which is true of a zero date in a NOT NULL column.
            case ZERO_DATE -> "MONTH(" + name + ") = 0 OR DAYOFMONTH(" + name + ") = 0";
            // By what stripping does, whatever a collation takes for equal.
            case NUL_CHARACTER ->
                octets(column, ValuePolicy.STRICT) + " <> "
                        + octets(column, new ValuePolicy(OnZeroDate.FAIL, OnNulCharacter.STRIP));
        };
    }

    private static String octets(Column column, ValuePolicy policy) {
        return "OCTET_LENGTH(" + MySqlCanonical.value(column, column.type(), policy) + ")";
    }
}

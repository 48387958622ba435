package dev.sterna.dialect.rows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.model.Column;
import java.io.Serializable;
import java.util.List;

/**
 * The declared losses of a table's columns: which values of the source do not stay as they are, and what they become.
 * Of one column the first whose limit a value breaks decides. They belong to the source: it hands its values over
 * converted, and its digests are over converted values; the target is read as it is.
 */
public record ValueConversions(@JsonValue List<ValueConversion> list) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Every value stays as it is. */
    public static final ValueConversions NONE = new ValueConversions(List.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ValueConversions {
        list = List.copyOf(list);
    }

    /** Those of a column, in the order in which they count. */
    public List<ValueConversion> of(Column column) {
        return list.stream()
                .filter(conversion -> conversion.column().equals(column.name()))
                .toList();
    }

    /** Whether a value of the column can become that. */
    public boolean make(Becomes becomes, Column column) {
        return list.stream()
                .anyMatch(conversion ->
                        conversion.becomes() == becomes && conversion.column().equals(column.name()));
    }

    @JsonIgnore
    public boolean isEmpty() {
        return list.isEmpty();
    }
}

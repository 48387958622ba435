package dev.sterna.model.schema;

import dev.sterna.model.TableName;
import java.util.List;

/**
 * A foreign key.
 *
 * @param referenced columns of the other table, in the order of {@code columns}
 * @param matchFull whether a partly NULL reference is refused
 * @param validated whether old rows have been checked
 * @param setColumns the columns that ON DELETE SET NULL or SET DEFAULT sets; empty for all
 */
public record ForeignKey(
        String name,
        List<String> columns,
        TableName target,
        List<String> referenced,
        Action onDelete,
        Action onUpdate,
        boolean matchFull,
        Deferral deferral,
        boolean validated,
        List<String> setColumns,
        String comment) {

    public ForeignKey {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
        setColumns = List.copyOf(setColumns);
    }

    /** What happens to the rows that refer. */
    public enum Action {
        NO_ACTION,
        RESTRICT,
        CASCADE,
        SET_NULL,
        SET_DEFAULT;

        public String sql() {
            return name().replace('_', ' ');
        }
    }
}

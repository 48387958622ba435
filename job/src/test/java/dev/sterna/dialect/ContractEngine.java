package dev.sterna.dialect;

import dev.sterna.embedded.Engine;
import dev.sterna.model.LogicalType;
import java.util.List;

/** What the contract must be told about an engine. */
public interface ContractEngine {

    Engine engine();

    /** Tables of literals: every type that the dialect knows, with its least, greatest and odd values. */
    List<TypeCase> types();

    /** A column type for the fixtures of the contract: Int, Real, Text, Bytes, Uuid, Timestamp, Decimal, Date. */
    String columnType(LogicalType type);

    /** What stands behind the type of a column whose numbers the server gives, as strictly as the engine knows it. */
    String alwaysNumbered();

    /** Tables with more than key and values, one statement each, that the catalogue must leave out (views, sequences). */
    List<String> otherObjects();

    /** A type name and literals of it in the engine's SQL, and what must become of them. */
    record TypeCase(String columnType, LogicalType type, List<Value> values) {
        TypeCase(String columnType, LogicalType type, Value... values) {
            this(columnType, type, List.of(values));
        }

        @Override
        public String toString() {
            return columnType;
        }
    }

    /**
     * @param sql as the engine takes it in an INSERT
     * @param canonical the canonical text; lower-case hexadecimal digits for bytes
     */
    record Value(String sql, String canonical) {
        static Value of(String sql, String canonical) {
            return new Value(sql, canonical);
        }

        /** A value whose literal is its canonical text. */
        static Value of(String same) {
            return new Value(same, same);
        }

        /** A value whose literal is its canonical text in single quotes. */
        static Value quoted(String same) {
            return new Value("'" + same + "'", same);
        }
    }
}

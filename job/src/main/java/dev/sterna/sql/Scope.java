package dev.sterna.sql;

import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import dev.sterna.model.TextFolding;
import java.util.Optional;

/** What the names in a piece of SQL mean: columns and relations of the source, and what the target has of them. */
public interface Scope {
    /** The relation of that name of the source, or nothing; {@code schema} null where the SQL leaves it out. */
    Optional<Relation> relation(String schema, String name);

    /** A table or view, in both databases. */
    interface Relation {
        TableName source();

        TableName target();

        /** The column of that name of the source, or nothing. */
        Optional<Pair> column(String name);

        /** All of them, in their order. */
        java.util.List<Pair> columns();

        /** The target's names of the columns of its primary key; empty without one, or where that is not known. */
        default java.util.List<String> key() {
            return java.util.List.of();
        }
    }

    /**
     * A column in both databases: their names, types and collations may differ.
     *
     * @param folding which texts the source takes for one in this column
     */
    record Pair(Column source, Column target, TextFolding folding) {}
}

package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Sequence;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sequences of a schema, of MariaDB only. Each is a table of one row; what it gives next is the first number that no
 * session may have taken ahead, for what is left of those the server tells nobody.
 */
final class SchemaSequences {
    private static final String BIGINT = "bigint";

    private SchemaSequences() {}

    static List<Sequence> read(CatalogSession session, String schema, SchemaRelations relations, SchemaColumns columns)
            throws SQLException {
        List<SchemaRelations.Relation> listed = relations.sequences();
        List<Sequence> sequences = new ArrayList<>();
        if (listed.isEmpty()) {
            return sequences;
        }
        try {
            String all = listed.stream()
                    .map(relation -> select(schema, relation.name()))
                    .collect(Collectors.joining(" UNION ALL "));
            session.query(all, row -> sequences.add(sequence(schema, relations, columns, row)));
        } catch (SQLException refused) {
            if (!CatalogSession.isDenied(refused)) {
                throw refused;
            }
            sequences.clear();
            for (SchemaRelations.Relation relation : listed) {
                sequences.addAll(one(session, schema, relation, relations, columns));
            }
        }
        return sequences;
    }

    private static List<Sequence> one(
            CatalogSession session,
            String schema,
            SchemaRelations.Relation relation,
            SchemaRelations relations,
            SchemaColumns columns)
            throws SQLException {
        List<Sequence> found = new ArrayList<>();
        try {
            session.query(select(schema, relation.name()), row -> found.add(sequence(schema, relations, columns, row)));
        } catch (SQLException refused) {
            if (!CatalogSession.isDenied(refused)) {
                throw refused;
            }
            TableName name = new TableName(schema, relation.name());
            session.cannotSee(
                    ObjectKind.SEQUENCE, "the values of sequence " + name, "SELECT ON " + MySqlLiterals.quote(name));
            found.add(new Sequence(
                    name,
                    type(columns, relation.name()),
                    null,
                    null,
                    null,
                    null,
                    0,
                    false,
                    null,
                    null,
                    null,
                    relation.comment()));
        }
        return found;
    }

    private static String select(String schema, String name) {
        return "SELECT " + MySqlLiterals.text(name) + " AS sequence_name, s.* FROM "
                + MySqlLiterals.quote(new TableName(schema, name)) + " s";
    }

    private static Sequence sequence(String schema, SchemaRelations relations, SchemaColumns columns, ResultSet row)
            throws SQLException {
        String name = row.getString("sequence_name");
        return new Sequence(
                new TableName(schema, name),
                type(columns, name),
                number(row, "start_value"),
                number(row, "increment"),
                number(row, "minimum_value"),
                number(row, "maximum_value"),
                row.getLong("cache_size"),
                row.getInt("cycle_option") == 1,
                next(row),
                null,
                null,
                relations.of(name).comment());
    }

    /** That of its numbers, which only MariaDB from 11.5 lets one choose. */
    private static String type(SchemaColumns columns, String name) {
        return columns.of(name).stream()
                .filter(column -> column.column().name().equals("next_not_cached_value"))
                .map(column -> column.column().nativeType().replaceFirst("\\(\\d+\\)", ""))
                .findFirst()
                .orElse(BIGINT);
    }

    /** Beyond the limit when the sequence is used up: the server counts on, and begins anew only when it is asked. */
    private static BigInteger next(ResultSet row) throws SQLException {
        BigInteger next = number(row, "next_not_cached_value");
        BigInteger least = number(row, "minimum_value");
        BigInteger greatest = number(row, "maximum_value");
        boolean over = next.compareTo(least) < 0 || next.compareTo(greatest) > 0;
        if (over && row.getInt("cycle_option") == 1) {
            return number(row, "increment").signum() < 0 ? greatest : least;
        }
        return next;
    }

    private static BigInteger number(ResultSet row, String column) throws SQLException {
        return new BigInteger(row.getString(column));
    }
}

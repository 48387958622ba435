package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.SchemaReader.Unenforced;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Constraints that stand in the catalogue and are not kept: invalid indexes, NOT NULL of new rows only, silenced foreign keys. */
final class UnenforcedReader {
    private static final String INDEXES = """
            SELECT n.nspname, c.relname, x.relname,
                   CASE WHEN k.contype = 'p' THEN 'PRIMARY_KEY' WHEN k.contype = 'u' THEN 'UNIQUE_CONSTRAINT' ELSE 'INDEX' END,
                   'stands on an index that is not valid', pg_catalog.format('REINDEX INDEX %I.%I', n.nspname, x.relname)
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
              JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = x.oid AND k.contype IN ('p', 'u')
             WHERE i.indisunique AND NOT (i.indisvalid AND i.indisready) AND n.nspname = ANY (?)""";

    private static final String NOT_NULLS = """
            SELECT n.nspname, c.relname, a.attname, 'COLUMN', 'is NOT NULL for new rows only',
                   pg_catalog.format('ALTER TABLE %I.%I VALIDATE CONSTRAINT %I', n.nspname, c.relname, k.conname)
              FROM pg_catalog.pg_constraint k
              JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
             WHERE k.contype = 'n' AND NOT k.convalidated AND n.nspname = ANY (?)""";

    private static final String FOREIGN_KEYS = """
            SELECT n.nspname, c.relname, k.conname, 'FOREIGN_KEY', 'has triggers that are off on ' || r.relname,
                   pg_catalog.format('ALTER TABLE %I.%I ', m.nspname, r.relname)
                   || pg_catalog.string_agg(pg_catalog.format('ENABLE TRIGGER %I', t.tgname), ', ' ORDER BY t.tgname)
              FROM pg_catalog.pg_constraint k
              JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_trigger t ON t.tgconstraint = k.oid AND t.tgenabled IN ('D', 'R')
              JOIN pg_catalog.pg_class r ON r.oid = t.tgrelid
              JOIN pg_catalog.pg_namespace m ON m.oid = r.relnamespace
             WHERE k.contype = 'f' AND n.nspname = ANY (?)
             GROUP BY 1, 2, 3, 5, m.nspname, r.relname""";

    private UnenforcedReader() {}

    static List<Unenforced> read(Connection connection, List<String> schemas) throws SQLException {
        List<Unenforced> found = new ArrayList<>();
        Array names = connection.createArrayOf("name", schemas.toArray());
        for (String sql : List.of(INDEXES, NOT_NULLS, FOREIGN_KEYS)) {
            try (PreparedStatement statement = connection.prepareStatement(sql + " ORDER BY 1, 2, 3")) {
                statement.setArray(1, names);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        ObjectName object = new ObjectName(
                                ObjectKind.valueOf(row.getString(4)),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3));
                        found.add(new Unenforced(object, row.getString(5), row.getString(6)));
                    }
                }
            }
        }
        return found;
    }
}

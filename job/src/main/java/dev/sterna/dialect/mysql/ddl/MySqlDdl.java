package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.Ddl;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.mysql.sql.MySqlCollations;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Key;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Types and statements of a target. */
public final class MySqlDdl implements Ddl, Serializable {
    private static final long serialVersionUID = 1L;

    private final Dialect own;

    public MySqlDdl(Dialect own) {
        this.own = own;
    }

    @Override
    public Table convert(Table source, Dialect sourceDialect, TableName name, Map<String, String> overrides) {
        return new PlannedTable(source, sourceDialect.name().equals(own.name())).convert(name, overrides);
    }

    @Override
    public String createSchema(String schema) {
        return "CREATE DATABASE IF NOT EXISTS " + MySqlLiterals.quote(schema) + " CHARACTER SET utf8mb4";
    }

    @Override
    public String createTable(Table table) {
        return creation(table);
    }

    public static String creation(Table table) {
        List<String> parts = new ArrayList<>();
        for (Column column : table.storedColumns()) {
            parts.add(column(table, column));
        }
        for (Key key : keysOf(table)) {
            String kind =
                    key.equals(table.primaryKey()) ? "PRIMARY KEY" : "UNIQUE KEY " + MySqlLiterals.quote(key.name());
            parts.add(kind + " (" + columns(key) + ")");
        }
        return "CREATE TABLE " + MySqlLiterals.quote(table.name()) + " (\n  " + String.join(",\n  ", parts)
                + "\n) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    }

    /** InnoDB keeps rows in the order of the primary key: made later, it would write every row again. */
    @Override
    public boolean keyAfterLoad() {
        return false;
    }

    @Override
    public List<Key> keys(Table table) {
        return keysOf(table);
    }

    private static List<Key> keysOf(Table table) {
        List<Key> keys = new ArrayList<>();
        if (table.primaryKey() != null) {
            keys.add(table.primaryKey());
        }
        Key identity = keyOfIdentity(table);
        if (identity != null && !identity.equals(table.primaryKey())) {
            keys.add(identity);
        }
        return keys;
    }

    /** InnoDB itself counts on after the greatest value that was loaded into an AUTO_INCREMENT column. */
    @Override
    public List<String> finishTable(Table table) {
        return List.of("ANALYZE TABLE " + MySqlLiterals.quote(table.name()));
    }

    @Override
    public String complaint(ResultSet answer) throws SQLException {
        List<String> complaints = new ArrayList<>();
        while (answer.next()) {
            if ("error".equalsIgnoreCase(answer.getString("Msg_type"))) {
                complaints.add(answer.getString("Msg_text"));
            }
        }
        return complaints.isEmpty() ? null : String.join("; ", complaints);
    }

    @Override
    public String truncate(TableName table) {
        return "TRUNCATE TABLE " + MySqlLiterals.quote(table);
    }

    private static String column(Table table, Column column) {
        String text = "";
        if (column.charset() != null) {
            text = " CHARACTER SET " + column.charset() + " COLLATE " + MySqlCollations.portable(column.collation());
        }
        boolean counts = column.generated() == Generated.IDENTITY && keyOfIdentity(table) != null;
        // A nullable TIMESTAMP says so, or an old server makes it NOT NULL.
        return MySqlLiterals.quote(column.name()) + " " + column.nativeType() + text
                + (column.nullable() ? " NULL" : " NOT NULL") + (counts ? " AUTO_INCREMENT" : "");
    }

    /** The key that begins with the AUTO_INCREMENT column, without which the server does not take it; or null. */
    static Key keyOfIdentity(Table table) {
        List<String> identities = table.columns().stream()
                .filter(column -> column.generated() == Generated.IDENTITY)
                .map(Column::name)
                .toList();
        if (identities.size() != 1) {
            return null;
        }
        List<Key> keys = new ArrayList<>(table.uniqueKeys());
        if (table.primaryKey() != null) {
            keys.add(0, table.primaryKey());
        }
        return keys.stream()
                .filter(key -> key.columns().get(0).equals(identities.get(0)))
                .findFirst()
                .orElse(null);
    }

    private static String columns(Key key) {
        return key.columns().stream().map(MySqlLiterals::quote).collect(Collectors.joining(", "));
    }
}

package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.postgres.sql.PostgresIdentifiers;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Exclusion;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.UniqueConstraint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Constraints by their table. */
final class ConstraintReader {
    private static final List<ObjectKind> KINDS = List.of(
            ObjectKind.PRIMARY_KEY,
            ObjectKind.UNIQUE_CONSTRAINT,
            ObjectKind.FOREIGN_KEY,
            ObjectKind.CHECK,
            ObjectKind.EXCLUSION);

    private final Map<TableName, Constraints> found = new HashMap<>();
    private final List<OtherObject> others = new ArrayList<>();

    ConstraintReader(CatalogueQueries queries) throws SQLException {
        queries.each("constraints.sql", KINDS, this::add);
    }

    Constraints of(TableName table) {
        return found.getOrDefault(table, new Constraints());
    }

    /** Foreign keys that their record cannot hold, with the statement that adds each. */
    List<OtherObject> others() {
        return others;
    }

    private void add(ResultSet row) throws SQLException {
        TableName table = CatalogueQueries.table(row);
        Constraints constraints = found.computeIfAbsent(table, key -> new Constraints());
        String name = row.getString("name");
        switch (row.getString("kind")) {
            case "p", "u", "x" -> addKey(row, name, constraints);
            case "c" ->
                constraints.checks.add(new Check(
                        name,
                        row.getString("condition"),
                        row.getBoolean("enforced"),
                        row.getBoolean("validated"),
                        row.getBoolean("no_inherit"),
                        row.getString("comment")));
            default -> {
                if (row.getBoolean("period") || !row.getBoolean("enforced")) {
                    others.add(new OtherObject(
                            new ObjectName(ObjectKind.FOREIGN_KEY, table.schema(), table.name(), name),
                            row.getBoolean("period") ? "foreign key of a period" : "foreign key that is not enforced",
                            "ALTER TABLE " + PostgresIdentifiers.bare(table.schema()) + "."
                                    + PostgresIdentifiers.bare(table.name())
                                    + " ADD CONSTRAINT " + PostgresIdentifiers.bare(name) + " "
                                    + row.getString("definition")));
                } else {
                    constraints.foreignKeys.add(foreignKey(row, name));
                }
            }
        }
    }

    private static void addKey(ResultSet row, String name, Constraints constraints) throws SQLException {
        String kind = row.getString("kind");
        if (kind.equals("x") || row.getBoolean("period")) {
            constraints.exclusions.add(
                    new Exclusion(name, withoutDeferral(row), deferral(row), row.getString("comment")));
            return;
        }
        UniqueConstraint key = new UniqueConstraint(
                name,
                CatalogueQueries.strings(row, "columns").stream()
                        .map(Index.Part::of)
                        .toList(),
                CatalogueQueries.strings(row, "included"),
                deferral(row),
                row.getBoolean("nulls_not_distinct"),
                row.getString("comment"));
        if (kind.equals("p")) {
            constraints.primaryKey = key;
        } else {
            constraints.uniques.add(key);
        }
    }

    private static ForeignKey foreignKey(ResultSet row, String name) throws SQLException {
        return new ForeignKey(
                name,
                CatalogueQueries.strings(row, "columns"),
                new TableName(row.getString("target_schema"), row.getString("target_table")),
                CatalogueQueries.strings(row, "referenced"),
                action(row.getString("on_delete")),
                action(row.getString("on_update")),
                row.getBoolean("match_full"),
                deferral(row),
                row.getBoolean("validated"),
                CatalogueQueries.strings(row, "set_columns"),
                row.getString("comment"));
    }

    private static ForeignKey.Action action(String letter) {
        return switch (letter) {
            case "r" -> ForeignKey.Action.RESTRICT;
            case "c" -> ForeignKey.Action.CASCADE;
            case "n" -> ForeignKey.Action.SET_NULL;
            case "d" -> ForeignKey.Action.SET_DEFAULT;
            default -> ForeignKey.Action.NO_ACTION;
        };
    }

    private static Deferral deferral(ResultSet row) throws SQLException {
        if (!row.getBoolean("deferrable")) {
            return Deferral.NOT_DEFERRABLE;
        }
        return row.getBoolean("deferred") ? Deferral.INITIALLY_DEFERRED : Deferral.INITIALLY_IMMEDIATE;
    }

    private static String withoutDeferral(ResultSet row) throws SQLException {
        String sql = row.getString("definition");
        for (String suffix : List.of(" INITIALLY DEFERRED", " DEFERRABLE")) {
            if (sql.endsWith(suffix) && row.getBoolean("deferrable")) {
                sql = sql.substring(0, sql.length() - suffix.length());
            }
        }
        return sql;
    }

    /** The constraints of one table, as far as read. */
    static final class Constraints {
        private UniqueConstraint primaryKey;
        private final List<UniqueConstraint> uniques = new ArrayList<>();
        private final List<ForeignKey> foreignKeys = new ArrayList<>();
        private final List<Check> checks = new ArrayList<>();
        private final List<Exclusion> exclusions = new ArrayList<>();

        UniqueConstraint primaryKey() {
            return primaryKey;
        }

        List<UniqueConstraint> uniques() {
            return uniques;
        }

        List<ForeignKey> foreignKeys() {
            return foreignKeys;
        }

        List<Check> checks() {
            return checks;
        }

        List<Exclusion> exclusions() {
            return exclusions;
        }
    }
}

package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.ObjectKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The catalogue queries of one reading, each of which has the schemas as its only parameter. A query of everything that a
 * privilege forbids leaves a {@link Blind} for each kind of object that it would have told; one of tables alone fails.
 */
final class CatalogueQueries {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    /** A line for some versions only ends in {@code -- from 15}, {@code -- before 15} or {@code -- from 15 to 16}. */
    private static final Pattern VERSIONS = Pattern.compile("-- (?:from (\\d+)(?: to (\\d+))?|before (\\d+))$");

    /** A line for one of the two readings only ends in {@code -- of everything} or {@code -- of roots}. */
    private static final String EVERYTHING = "-- of everything";

    private static final String ROOTS = "-- of roots";

    private static final Pattern OBJECT = Pattern.compile("\\bpg_\\w+");

    /** The texts of a process, which asks the same of the same servers again and again. */
    private static final Map<Reading, String> TEXTS = new ConcurrentHashMap<>();

    private final Connection connection;
    private final List<String> schemas;
    private final boolean everything;
    private final int version;
    private final List<Blind> blind = new ArrayList<>();

    private CatalogueQueries(Connection connection, List<String> schemas, boolean everything) throws SQLException {
        this.connection = connection;
        this.schemas = List.copyOf(schemas);
        this.everything = everything;
        this.version = connection.getMetaData().getDatabaseMajorVersion();
    }

    /** Of all that the schemas hold. */
    static CatalogueQueries ofEverything(Connection connection, List<String> schemas) throws SQLException {
        return new CatalogueQueries(connection, schemas, true);
    }

    /** Of tables that are no partitions, and of their columns and keys. */
    static CatalogueQueries ofRoots(Connection connection, List<String> schemas) throws SQLException {
        return new CatalogueQueries(connection, schemas, false);
    }

    Connection connection() {
        return connection;
    }

    List<Blind> blind() {
        return blind;
    }

    void addBlind(ObjectKind kind, String what, String remedy) {
        blind.add(new Blind(kind, what, remedy));
    }

    String role() throws SQLException {
        return Literals.identifier(connection.getMetaData().getUserName());
    }

    /** Hands over every row of a resource's query; of none when the role may not ask it. */
    void each(String resource, List<ObjectKind> kinds, Row use) throws SQLException {
        // A failed statement would end the caller's transaction.
        Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        PreparedQueries.execution(connection, name(resource), text(resource), schemas))) {
            while (row.next()) {
                use.accept(row);
            }
        } catch (SQLException failure) {
            if (!everything || !INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState())) {
                throw failure;
            }
            if (before != null) {
                connection.rollback(before);
            }
            String remedy = remedy(failure.getMessage());
            kinds.forEach(kind -> blind.add(new Blind(kind, "every " + kind.label() + " of " + place(), remedy)));
        }
        if (before != null) {
            connection.releaseSavepoint(before);
        }
    }

    private String place() {
        return (schemas.size() == 1 ? "schema " : "schemas ") + String.join(", ", schemas);
    }

    /** The server's message is in its own language, but names the object. */
    private String remedy(String message) throws SQLException {
        Matcher object = OBJECT.matcher(message);
        if (!object.find()) {
            return "The server says: " + message;
        }
        String name = object.group();
        boolean function = name.startsWith("pg_get_") || name.startsWith("pg_sequence_") || name.endsWith("_size");
        return function
                ? "GRANT EXECUTE ON FUNCTION pg_catalog." + name + " TO " + role()
                : "GRANT SELECT ON pg_catalog." + name + " TO " + role();
    }

    static TableName name(ResultSet row) throws SQLException {
        return new TableName(row.getString("schema"), row.getString("name"));
    }

    static TableName table(ResultSet row) throws SQLException {
        return new TableName(row.getString("schema"), row.getString("table"));
    }

    /** Empty for NULL; the elements may be null. */
    static List<String> strings(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    /** A query for all versions and readings. */
    static String resource(String name) {
        try (InputStream in = CatalogueQueries.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the resource " + name, failure);
        }
    }

    private String name(String resource) {
        return "sterna_" + resource.replaceFirst("\\..*", "") + (everything ? "_everything" : "_roots");
    }

    private String text(String resource) {
        return TEXTS.computeIfAbsent(new Reading(resource, everything, version), Reading::text);
    }

    /** What the text of a query depends on. */
    private record Reading(String resource, boolean everything, int version) {
        String text() {
            return forVersion(CatalogueQueries.text(resource, everything), version);
        }
    }

    private static String text(String resource, boolean everything) {
        String others = everything ? ROOTS : EVERYTHING;
        return resource(resource).lines().filter(line -> !line.endsWith(others)).collect(Collectors.joining("\n"));
    }

    /** Without the lines for other versions. */
    static String forVersion(String text, int version) {
        return text.lines().filter(line -> isFor(line, version)).collect(Collectors.joining("\n"));
    }

    private static boolean isFor(String line, int version) {
        Matcher versions = VERSIONS.matcher(line);
        if (!versions.find()) {
            return true;
        }
        if (versions.group(3) != null) {
            return version < Integer.parseInt(versions.group(3));
        }
        return version >= Integer.parseInt(versions.group(1))
                && (versions.group(2) == null || version <= Integer.parseInt(versions.group(2)));
    }

    interface Row {
        void accept(ResultSet row) throws SQLException;
    }
}

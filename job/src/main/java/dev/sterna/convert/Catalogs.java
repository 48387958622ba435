package dev.sterna.convert;

import dev.sterna.config.Endpoint;
import dev.sterna.model.Catalog;
import dev.sterna.model.Side;
import dev.sterna.step.RunContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads catalogues, with failures explained. */
public final class Catalogs {
    private Catalogs() {}

    /** What exists in these schemas of one end now. */
    public static Catalog read(RunContext.End end, Side side, List<String> schemas) {
        try (Connection connection = end.connector().open()) {
            return end.dialect().catalog().read(connection, schemas);
        } catch (SQLException failure) {
            throw end.dialect().explain(failure, side, "read the catalogue of " + String.join(", ", schemas), null);
        }
    }

    /** The schemas that the configuration names, or else the dialect's default. */
    public static List<String> schemas(RunContext.End end, Side side, Endpoint endpoint) {
        if (!endpoint.schemas().isEmpty()) {
            return endpoint.schemas();
        }
        try (Connection connection = end.connector().open()) {
            return end.dialect().defaultSchemas(connection, endpoint);
        } catch (SQLException failure) {
            throw end.dialect().explain(failure, side, "find the default schema", null);
        }
    }
}

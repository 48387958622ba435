package dev.sterna.dialect.server;

import dev.sterna.config.Endpoint;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What of a server and of a role stands in the way of a migration; asked for, never tried out, and nothing is changed. */
public interface Preflight {

    /** The findings, in the order in which they were looked for; none where all is well. */
    List<Finding> check(Connection connection, Subject subject) throws SQLException;

    /**
     * What is looked at.
     *
     * @param schemas of that side
     * @param tables of that side: to be read, or to be made
     * @param bytes that the tables have at the source by its own estimate, -1 when it has none
     */
    record Subject(
            Side side, Endpoint endpoint, Server server, List<String> schemas, List<TableName> tables, long bytes) {
        public Subject {
            schemas = List.copyOf(schemas);
            tables = List.copyOf(tables);
        }
    }

    /** How much a finding matters. */
    enum Severity {
        /** The migration fails unless something is done. */
        BLOCKS,
        /** It may fail, lose, or take much longer. */
        WARNS,
        /** Good to know. */
        INFORMS
    }

    /**
     * One finding.
     *
     * @param code short and stable, kebab-case
     * @param remedy a statement or a setting; null when there is nothing to do
     */
    record Finding(Severity severity, String code, String what, String remedy) {
        public static Finding blocks(String code, String what, String remedy) {
            return new Finding(Severity.BLOCKS, code, what, remedy);
        }

        public static Finding warns(String code, String what, String remedy) {
            return new Finding(Severity.WARNS, code, what, remedy);
        }

        public static Finding informs(String code, String what, String remedy) {
            return new Finding(Severity.INFORMS, code, what, remedy);
        }
    }
}

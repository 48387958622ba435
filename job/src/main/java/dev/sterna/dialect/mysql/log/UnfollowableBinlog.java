package dev.sterna.dialect.mysql.log;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.LogPosition;
import java.io.IOException;
import java.sql.SQLException;

/** Why a binary log cannot be followed any more, or not this way. */
final class UnfollowableBinlog {
    static final String COMPARE = "Compare all rows: sterna diff, then sterna sync with sterna.sync.changes = diff;"
            + " or begin anew with another run id";

    /** What a server says when it has not the part of its log that is asked for. */
    private static final int NOT_IN_LOG = 1236;

    private UnfollowableBinlog() {}

    static SternaException none() {
        return SternaException.of(
                Category.SOURCE,
                "no-log",
                null,
                "Cannot follow the source's log: the server keeps no binary log, or does not tell this user where it stands",
                "Start the server with log_bin, binlog_format = ROW and gtid_mode = ON (MariaDB has no gtid_mode), or set"
                        + " sterna.sync.changes = diff");
    }

    static SternaException notOneHost(String url) {
        return SternaException.of(
                Category.CONFIGURATION,
                "log-of-one-host",
                null,
                "Cannot follow the log of " + url + ": a log is that of one server, reached over the network",
                "Name one host and port in sterna.source.url");
    }

    static SternaException unknownAuthentication(String user, Exception cause) {
        return SternaException.of(
                Category.SOURCE,
                "log-authentication",
                null,
                "Cannot follow the log as " + user + ": " + cause.getMessage(),
                "Let the user log in by mysql_native_password or caching_sha2_password, or name another one for the source",
                cause);
    }

    /** The failure itself, or what it means. */
    static SQLException explained(SQLException failure, LogPosition from) {
        if (failure.getErrorCode() == NOT_IN_LOG) {
            throw SternaException.of(
                    Category.SOURCE,
                    "log-gone",
                    null,
                    "Cannot follow the source's log from " + from + ": " + failure.getMessage(),
                    "If the server has purged it, keep more of it (binlog_expire_logs_seconds). " + COMPARE,
                    failure);
        }
        return failure;
    }

    static SternaException statement(String table) {
        return SternaException.of(
                Category.SOURCE,
                "log-of-statements",
                table,
                "Cannot follow the source's log: a statement has changed rows of " + table
                        + " without telling which, because a session had another binlog_format than ROW",
                "SET GLOBAL binlog_format = 'ROW', and begin the application's sessions anew. " + COMPARE);
    }

    static SternaException incident() {
        return SternaException.of(
                Category.SOURCE,
                "log-incident",
                null,
                "Cannot follow the source's log: the server says in it that changes are missing there",
                "The server could not write to its log, for a full disk as a rule: mend that. " + COMPARE);
    }

    static SternaException unknownPrepared() {
        return SternaException.of(
                Category.SOURCE,
                "log-prepared",
                null,
                "Cannot follow the source's log: a transaction was committed that had been prepared (XA PREPARE)"
                        + " before following began, and of which the rows are not known",
                "Before a run begins let XA RECOVER be empty. " + COMPARE);
    }

    static SternaException largePrepared(int most) {
        return SternaException.of(
                Category.SOURCE,
                "log-prepared",
                null,
                "Cannot follow the source's log: a prepared transaction (XA PREPARE) has changed more than " + most
                        + " rows",
                COMPARE);
    }

    static SternaException unreadable(Exception cause) {
        return SternaException.of(
                Category.SOURCE,
                "log-unreadable",
                null,
                "Cannot understand the source's binary log: "
                        + (cause instanceof IOException
                                ? cause.getMessage()
                                : cause.getClass().getSimpleName()),
                "Report it with the server's version. " + COMPARE,
                cause);
    }
}

package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.dialect.server.Server;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.SqlToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a server of MySQL or MariaDB understands of what the two do not share.
 *
 * @param same whether the schema comes from the same product
 */
record ProductFeatures(Server server, boolean same) {
    /** Functions that only MariaDB has. */
    private static final Set<String> OF_MARIADB = Set.of(
            "nextval",
            "lastval",
            "setval",
            "json_detailed",
            "json_compact",
            "json_loose",
            "json_exists",
            "json_query",
            "json_equals",
            "json_normalize",
            "json_key_value",
            "to_char",
            "sys_guid",
            "natural_sort_key",
            "add_months",
            "decode_oracle",
            "chr",
            "column_get",
            "column_create",
            "column_add",
            "column_json",
            "column_exists",
            "column_list",
            "column_check",
            "column_delete",
            "median",
            "percentile_cont",
            "percentile_disc",
            "uuid_v4",
            "uuid_v7",
            "kdf",
            "sformat",
            "nvl",
            "nvl2",
            "crc32c",
            "value",
            "encode_oracle",
            "vec_distance",
            "vec_fromtext",
            "vec_totext");

    /** Functions that only MySQL has. */
    private static final Set<String> OF_MYSQL = Set.of(
            "uuid_to_bin",
            "bin_to_uuid",
            "is_uuid",
            "json_storage_size",
            "json_storage_free",
            "any_value",
            "regexp_like",
            "grouping",
            "statement_digest",
            "statement_digest_text",
            "format_bytes",
            "ps_thread_id",
            "gtid_subset",
            "gtid_subtract",
            "roles_graphml",
            "st_transform",
            "st_swapxy",
            "st_longitude",
            "st_latitude",
            "string_to_vector",
            "vector_to_string",
            "json_schema_validation_report");

    private static final Set<String> MODES_OF_MYSQL = Set.of(
            "ALLOW_INVALID_DATES",
            "ANSI",
            "ANSI_QUOTES",
            "ERROR_FOR_DIVISION_BY_ZERO",
            "HIGH_NOT_PRECEDENCE",
            "IGNORE_SPACE",
            "NO_AUTO_VALUE_ON_ZERO",
            "NO_BACKSLASH_ESCAPES",
            "NO_DIR_IN_CREATE",
            "NO_ENGINE_SUBSTITUTION",
            "NO_UNSIGNED_SUBTRACTION",
            "NO_ZERO_DATE",
            "NO_ZERO_IN_DATE",
            "ONLY_FULL_GROUP_BY",
            "PAD_CHAR_TO_FULL_LENGTH",
            "PIPES_AS_CONCAT",
            "REAL_AS_FLOAT",
            "STRICT_ALL_TABLES",
            "STRICT_TRANS_TABLES",
            "TRADITIONAL");

    /** The storage engine that both products have, and whose rows come and go with the ledger's note of them. */
    static final String ENGINE = "InnoDB";

    private static final Set<String> OPTIONS_OF_BOTH = Set.of(
            "row_format",
            "stats_persistent",
            "stats_auto_recalc",
            "stats_sample_pages",
            "max_rows",
            "min_rows",
            "avg_row_length",
            "checksum",
            "delay_key_write",
            "key_block_size",
            "pack_keys");

    private static final Set<String> PRIVILEGES_OF_MARIADB = Set.of("DELETE HISTORY", "SHOW CREATE ROUTINE");

    boolean isMariaDb() {
        return server.product().equals("mariadb");
    }

    /** The target of a schema that was read from {@code engine}. */
    static ProductFeatures of(Server server, String engine) {
        return new ProductFeatures(server, server.product().equals(engine));
    }

    boolean hasType(String type) {
        return switch (type) {
            case "uuid" -> isMariaDb() && server.atLeast(10, 7);
            case "inet6" -> isMariaDb();
            case "inet4" -> isMariaDb() && server.atLeast(10, 10);
            case "vector" -> isMariaDb() ? server.atLeast(11, 7) : server.atLeast(9, 0);
            case "json" -> !isMariaDb();
            default -> true;
        };
    }

    boolean sortsDownwards() {
        return !isMariaDb() || server.atLeast(10, 8);
    }

    /** Whether a table keeps its storage engine: rows that no transaction brings could not be loaded exactly once. */
    static boolean keepsEngine(TableDefinition table) {
        return table.storage().getOrDefault("ENGINE", ENGINE).equalsIgnoreCase(ENGINE);
    }

    /**
     * The options that the target understands.
     *
     * @param kept whether the table keeps its storage engine, whose own options they may be
     */
    String options(String options, boolean kept) {
        return options == null || same && kept
                ? options
                : Arrays.stream(options.split(" "))
                        .filter(option -> OPTIONS_OF_BOTH.contains(option.replaceFirst("=.*", "")
                                        .replace("`", "")
                                        .toLowerCase(Locale.ROOT))
                                && (kept || !option.toLowerCase(Locale.ROOT).startsWith("row_format="))
                                && !option.equalsIgnoreCase("row_format=PAGE"))
                        .collect(Collectors.joining(" "));
    }

    boolean hasPrivilege(String privilege) {
        return same || isMariaDb() || !PRIVILEGES_OF_MARIADB.contains(privilege);
    }

    /** The words of an SQL mode that this server knows. */
    String mode(String mode) {
        if (same) {
            return mode;
        }
        return Arrays.stream(mode.split(","))
                .filter(word -> isMariaDb() ? !word.equals("TIME_TRUNCATE_FRACTIONAL") : isOfMySql(word))
                .collect(Collectors.joining(","));
    }

    private static boolean isOfMySql(String word) {
        return MODES_OF_MYSQL.contains(word) || word.equals("TIME_TRUNCATE_FRACTIONAL");
    }

    private static boolean isClosed(List<SqlToken> tokens, int at) {
        return at < tokens.size() && tokens.get(at).is(")");
    }

    /** What in a text this server does not understand, for people; or null when nothing of that is known. */
    String foreign(String sql) {
        if (sql == null || same) {
            return null;
        }
        List<String> found = new ArrayList<>();
        List<SqlToken> tokens = MySqlTokens.of(sql);
        Set<String> unknown = isMariaDb() ? OF_MYSQL : OF_MARIADB;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            SqlToken next = tokens.get(i + 1);
            if (token.isName() && next.is("(") && unknown.contains(token.plain().toLowerCase(Locale.ROOT))) {
                found.add("the function " + token.plain());
            } else if (isMariaDb() && token.is("-") && next.is(">")) {
                found.add("the operator ->");
            } else if (isMariaDb() && token.is("MEMBER") && next.is("OF")) {
                found.add("MEMBER OF");
            } else if (isMariaDb() && token.is("AS") && next.is("JSON") && isClosed(tokens, i + 2)) {
                found.add("a cast to JSON");
            } else if (isMariaDb() && token.is("LATERAL")) {
                found.add("LATERAL");
            } else if (!isMariaDb() && token.is("EXECUTE") && next.is("IMMEDIATE")) {
                found.add("EXECUTE IMMEDIATE");
            } else if (!isMariaDb() && token.is("FOR") && next.is("SYSTEM_TIME")) {
                found.add("FOR SYSTEM_TIME");
            } else if (!isMariaDb() && (token.is("NEXT") || token.is("PREVIOUS")) && next.is("VALUE")) {
                found.add(token.plain() + " VALUE FOR");
            } else if (!isMariaDb() && token.is("RETURNING")) {
                found.add("RETURNING");
            }
        }
        return found.isEmpty() ? null : String.join(", ", new LinkedHashSet<>(found));
    }
}

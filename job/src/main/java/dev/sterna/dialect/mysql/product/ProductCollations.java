package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.mysql.sql.MySqlCollations;
import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.sql.SqlToken;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collations that only one of the two products has, on the other. */
final class ProductCollations {
    private static final Pattern OF_MYSQL = Pattern.compile("utf8mb4_(?:(\\w+)_)?0900_(ai_ci|as_ci|as_cs|bin)(?:_ks)?");
    private static final Pattern OF_MARIADB =
            Pattern.compile("(\\w+?)_uca1400_(?:\\w+?_)??(?:nopad_)?(ai_ci|as_ci|as_cs|ai_cs)");
    private static final Pattern PADLESS = Pattern.compile("(\\w+?)_((?:\\w+_)?)nopad_(\\w+)");

    private final ProductFeatures to;

    ProductCollations(ProductFeatures to) {
        this.to = to;
    }

    /** The same, or the nearest that the server has. */
    String of(String collation) {
        if (collation == null) {
            return null;
        }
        return to.isMariaDb() ? ofMariaDb(collation) : ofMySql(collation);
    }

    /** Whether the collation orders and compares as the other one does. */
    static boolean isEqual(String one, String other) {
        return one == null
                || one.equals(other)
                || List.of("utf8mb4_0900_bin", MySqlCollations.EXACT).containsAll(List.of(one, other));
    }

    private String ofMariaDb(String collation) {
        Matcher mysql = OF_MYSQL.matcher(collation);
        boolean newest = to.server().atLeast(10, 10);
        if (mysql.matches()) {
            if (mysql.group(2).equals("bin")) {
                return MySqlCollations.EXACT;
            }
            return newest
                    ? "utf8mb4_uca1400_nopad_" + mysql.group(2)
                    : mysql.group(2).endsWith("cs") ? MySqlCollations.EXACT : "utf8mb4_unicode_520_nopad_ci";
        }
        Matcher unicode = OF_MARIADB.matcher(collation);
        if (unicode.matches() && !newest) {
            return unicode.group(1) + (unicode.group(2).endsWith("cs") ? "_bin" : "_unicode_520_ci");
        }
        return collation;
    }

    private static String ofMySql(String collation) {
        Matcher unicode = OF_MARIADB.matcher(collation);
        if (unicode.matches()) {
            if (unicode.group(1).equals("utf8mb4")) {
                return "utf8mb4_0900_" + unicode.group(2).replace("ai_cs", "as_cs");
            }
            return unicode.group(1) + (unicode.group(2).endsWith("cs") ? "_bin" : "_unicode_520_ci");
        }
        Matcher padless = PADLESS.matcher(collation);
        if (collation.equals(MySqlCollations.EXACT)) {
            return "utf8mb4_0900_bin";
        }
        return padless.matches() ? padless.group(1) + "_" + padless.group(2) + padless.group(3) : collation;
    }

    /** A text in which collations are named. */
    String in(String sql) {
        if (sql == null) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        int copied = 0;
        for (SqlToken token : MySqlTokens.of(sql)) {
            boolean word = token.kind() == SqlToken.Kind.WORD && token.plain().indexOf('_') > 0;
            String name = word ? of(token.plain()) : token.plain();
            if (word && !name.equals(token.plain())) {
                out.append(sql, copied, token.start()).append(name);
                copied = token.end();
            }
        }
        return out.append(sql.substring(copied)).toString();
    }
}

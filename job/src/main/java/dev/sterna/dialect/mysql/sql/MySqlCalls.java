package dev.sterna.dialect.mysql.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.Query;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;
import java.util.List;
import java.util.Locale;

/** Functions and aggregates as MySQL and MariaDB have them. */
final class MySqlCalls {
    private final SqlWriter writer;

    MySqlCalls(SqlWriter writer) {
        this.writer = writer;
    }

    String call(Expression.Call call) throws Untranslatable {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case CONCAT -> concat(arguments);
            case CONCAT_SEPARATED -> plain("concat_ws", arguments);
            case CHARACTER_LENGTH -> plain("char_length", arguments);
            case OCTET_LENGTH -> plain("octet_length", arguments);
            case SUBSTRING -> plain("substr", arguments);
            case PAD_START -> plain("lpad", arguments);
            case PAD_END -> plain("rpad", arguments);
            case LOWER,
                    UPPER,
                    LEFT,
                    RIGHT,
                    REPLACE,
                    REVERSE,
                    REPEAT,
                    MD5,
                    NULLIF,
                    ABS,
                    CEILING,
                    FLOOR,
                    ROUND,
                    TRUNCATE,
                    SIGN,
                    SQRT,
                    POWER,
                    EXP,
                    LN,
                    GREATEST,
                    LEAST -> plain(call.function().name().toLowerCase(Locale.ROOT), arguments);
            case TRIM -> trimmed("both", arguments);
            case TRIM_START -> trimmed("leading", arguments);
            case TRIM_END -> trimmed("trailing", arguments);
            case POSITION -> plain("locate", List.of(arguments.get(1), arguments.get(0)));
            case BEFORE_FIRST ->
                "substring_index(" + writer.value(arguments.get(0)) + ", " + writer.value(arguments.get(1)) + ", 1)";
            case COALESCE -> "coalesce(" + String.join(", ", new MySqlWriting().unified(arguments, writer)) + ")";
            case GREATEST_PRESENT -> present("greatest", arguments);
            case LEAST_PRESENT -> present("least", arguments);
            case NOW -> clock("now(6)");
            case NOW_IN_UTC -> clock("utc_timestamp(6)");
            case TODAY -> clock("curdate()");
            case UUID -> clock("uuid()");
            case DATE -> "cast(" + writer.value(arguments.get(0)) + " as date)";
            case DAYS_BETWEEN -> plain("datediff", arguments);
            case DATE_TEXT -> clock(plain("date_format", arguments));
            case IS_JSON -> plain("json_valid", arguments);
            case ARRAY -> throw new Untranslatable("MySQL has no arrays");
        };
    }

    private String plain(String name, List<Expression> arguments) throws Untranslatable {
        return name + "(" + String.join(", ", writer.values(arguments)) + ")";
    }

    private String clock(String sql) throws Untranslatable {
        writer.requirePassing(sql.replaceFirst("\\(.*", ""));
        return sql;
    }

    private String concat(List<Expression> arguments) throws Untranslatable {
        for (Expression argument : arguments) {
            if (writer.families().of(argument) == Family.DECIMAL) {
                MySqlWriting.requireScale(argument);
            }
        }
        return plain("concat", arguments);
    }

    private String trimmed(String where, List<Expression> arguments) throws Untranslatable {
        String what = arguments.size() > 1 ? writer.value(arguments.get(1)) : "' '";
        return "trim(" + where + " " + what + " from " + writer.value(arguments.get(0)) + ")";
    }

    /** MySQL's own give NULL when one is NULL. */
    private String present(String name, List<Expression> arguments) throws Untranslatable {
        List<String> written = new MySqlWriting().unified(arguments, writer);
        long variable =
                arguments.stream().filter(argument -> !isPresent(argument)).count();
        if (written.size() == 1) {
            return written.get(0);
        }
        if (variable == 0) {
            return name + "(" + String.join(", ", written) + ")";
        }
        if (written.size() > 2) {
            throw new Untranslatable("MySQL gives NULL for the greatest or least of values of which one is NULL");
        }
        String one = written.get(0);
        String other = written.get(1);
        return name + "(coalesce(" + one + ", " + other + "), coalesce(" + other + ", " + one + "))";
    }

    private static boolean isPresent(Expression argument) {
        return argument instanceof Expression.Constant && !(argument instanceof Expression.Null);
    }

    String aggregate(Expression.Aggregate aggregate) throws Untranslatable {
        String name = switch (aggregate.function()) {
            case LIST -> "group_concat";
            default -> aggregate.function().name().toLowerCase(Locale.ROOT);
        };
        if (aggregate.arguments().isEmpty()) {
            return aggregate.filter() == null
                    ? "count(*)"
                    : "count(CASE WHEN " + writer.condition(aggregate.filter()) + " THEN 1 END)";
        }
        Expression argument = aggregate.arguments().get(0);
        Family family = writer.families().of(argument);
        if (family == Family.JSON || family == Family.OTHER) {
            throw new Untranslatable("it aggregates " + family.words());
        }
        String value = writer.value(argument);
        String taken = aggregate.filter() == null
                ? value
                : "CASE WHEN " + writer.condition(aggregate.filter()) + " THEN " + value + " END";
        String distinct = aggregate.distinct() ? "DISTINCT " : "";
        String rest = "";
        if (aggregate.separator() != null) {
            List<Query.Order> order = aggregate.order();
            rest = (order.isEmpty() ? "" : " ORDER BY " + writer.order(order)) + " SEPARATOR "
                    + MySqlLiterals.text(aggregate.separator());
        }
        return name + "(" + distinct + taken + rest + ")";
    }
}

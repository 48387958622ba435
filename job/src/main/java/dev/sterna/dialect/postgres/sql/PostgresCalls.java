package dev.sterna.dialect.postgres.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Functions and aggregates as PostgreSQL has them. */
final class PostgresCalls {
    private final SqlWriter writer;
    private final OperandCasts types;

    PostgresCalls(SqlWriter writer) {
        this.writer = writer;
        this.types = new OperandCasts(writer);
    }

    String call(Expression.Call call) throws Untranslatable {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case CONCAT -> "(" + String.join(" || ", texts(arguments)) + ")";
            case CONCAT_SEPARATED -> {
                writer.requirePassing("concat_ws");
                yield "concat_ws(" + String.join(", ", texts(arguments)) + ")";
            }
            case LOWER, UPPER, REPLACE, REVERSE, MD5 ->
                call.function().name().toLowerCase(Locale.ROOT) + "(" + String.join(", ", texts(arguments)) + ")";
            case CHARACTER_LENGTH -> "char_length(" + types.text(arguments.get(0)) + ")";
            case OCTET_LENGTH -> octets(arguments.get(0));
            case SUBSTRING -> textAndNumbers("substr", arguments);
            case LEFT -> textAndNumbers("left", arguments);
            case RIGHT -> textAndNumbers("right", arguments);
            case REPEAT -> textAndNumbers("repeat", arguments);
            case PAD_START -> padded("lpad", arguments);
            case PAD_END -> padded("rpad", arguments);
            case TRIM -> "btrim(" + String.join(", ", texts(arguments)) + ")";
            case TRIM_START -> "ltrim(" + String.join(", ", texts(arguments)) + ")";
            case TRIM_END -> "rtrim(" + String.join(", ", texts(arguments)) + ")";
            case POSITION -> "strpos(" + String.join(", ", texts(arguments)) + ")";
            case BEFORE_FIRST -> "split_part(" + String.join(", ", texts(arguments)) + ", 1)";
            case COALESCE -> "coalesce(" + String.join(", ", types.unified(arguments)) + ")";
            case NULLIF -> nullif(arguments);
            case GREATEST -> allPresent("greatest", arguments);
            case LEAST -> allPresent("least", arguments);
            case GREATEST_PRESENT -> "greatest(" + String.join(", ", types.unified(arguments)) + ")";
            case LEAST_PRESENT -> "least(" + String.join(", ", types.unified(arguments)) + ")";
            case ABS -> "abs(" + types.number(arguments.get(0)) + ")";
            case SIGN -> "(sign(" + types.number(arguments.get(0)) + "))::integer";
            case CEILING -> whole("ceil", arguments.get(0));
            case FLOOR -> whole("floor", arguments.get(0));
            case ROUND -> rounded("round", arguments);
            case TRUNCATE -> rounded("trunc", arguments);
            case SQRT -> within(">=", arguments.get(0), "sqrt");
            case LN -> within(">", arguments.get(0), "ln");
            case EXP -> "exp(" + floating(arguments.get(0)) + ")";
            case POWER -> "power(" + floating(arguments.get(0)) + ", " + floating(arguments.get(1)) + ")";
            default -> momentOrOther(call);
        };
    }

    private String momentOrOther(Expression.Call call) throws Untranslatable {
        List<Expression> arguments = call.arguments();
        switch (call.function()) {
            case NOW:
                writer.requirePassing("the clock");
                return "CURRENT_TIMESTAMP" + fraction(arguments);
            case NOW_IN_UTC:
                writer.requirePassing("the clock");
                return "(CURRENT_TIMESTAMP" + fraction(arguments) + " AT TIME ZONE 'UTC')";
            case TODAY:
                writer.requirePassing("the clock");
                return "CURRENT_DATE";
            case DATE:
                PostgresWriting.requireLocal(arguments.get(0), writer);
                return "(" + writer.value(arguments.get(0)) + ")::date";
            case DAYS_BETWEEN:
                PostgresWriting.requireLocal(arguments.get(0), writer);
                PostgresWriting.requireLocal(arguments.get(1), writer);
                return "((" + writer.value(arguments.get(0)) + ")::date - (" + writer.value(arguments.get(1))
                        + ")::date)";
            case DATE_TEXT:
                writer.requirePassing("the text of a date");
                PostgresWriting.requireLocal(arguments.get(0), writer);
                return "to_char(" + writer.value(arguments.get(0)) + ", "
                        + Literals.string(PostgresDatePattern.of(((Expression.Text) arguments.get(1)).value()))
                        + ")";
            case UUID:
                writer.requirePassing("a new uuid");
                return "gen_random_uuid()";
            case IS_JSON:
                if (writer.families().of(arguments.get(0)) == Family.JSON) {
                    return "true";
                }
                throw new Untranslatable("PostgreSQL before 16 cannot tell whether a text is JSON");
            default:
                throw new Untranslatable("it has an array where nothing is looked for in it");
        }
    }

    private static String fraction(List<Expression> arguments) {
        return arguments.isEmpty() || !(arguments.get(0) instanceof Expression.Number digits)
                ? "(0)"
                : "(" + digits.digits() + ")";
    }

    private List<String> texts(List<Expression> arguments) throws Untranslatable {
        List<String> texts = new ArrayList<>();
        for (Expression argument : arguments) {
            texts.add(types.text(argument));
        }
        return texts;
    }

    private String octets(Expression argument) throws Untranslatable {
        return writer.families().of(argument) == Family.BYTES
                ? "octet_length(" + writer.value(argument) + ")"
                : "octet_length(" + types.text(argument) + ")";
    }

    private String textAndNumbers(String name, List<Expression> arguments) throws Untranslatable {
        List<String> written = new ArrayList<>();
        written.add(types.text(arguments.get(0)));
        for (Expression number : arguments.subList(1, arguments.size())) {
            written.add(writer.value(number));
        }
        return name + "(" + String.join(", ", written) + ")";
    }

    private String padded(String name, List<Expression> arguments) throws Untranslatable {
        return name + "(" + types.text(arguments.get(0)) + ", " + writer.value(arguments.get(1)) + ", "
                + types.text(arguments.get(2)) + ")";
    }

    private String nullif(List<Expression> arguments) throws Untranslatable {
        List<String> both = types.compared(arguments);
        return "nullif(" + String.join(", ", both) + ")";
    }

    /** PostgreSQL's own leave NULLs out. */
    private String allPresent(String name, List<Expression> arguments) throws Untranslatable {
        List<String> written = types.unified(arguments);
        List<String> nulls = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            if (!(arguments.get(i) instanceof Expression.Constant)) {
                nulls.add(written.get(i) + " IS NULL");
            }
        }
        String plain = name + "(" + String.join(", ", written) + ")";
        if (arguments.stream().anyMatch(Expression.Null.class::isInstance)) {
            // It still says of what type the NULL is.
            return "CASE WHEN false THEN " + plain + " END";
        }
        return nulls.isEmpty()
                ? plain
                : "CASE WHEN " + String.join(" OR ", nulls) + " THEN NULL ELSE " + plain + " END";
    }

    /** MySQL has no zero with a sign. */
    private String whole(String name, Expression argument) throws Untranslatable {
        String rounded = name + "(" + types.number(argument) + ")";
        return writer.families().of(argument) == Family.REAL ? rounded + " + 0" : rounded;
    }

    private String rounded(String name, List<Expression> arguments) throws Untranslatable {
        Family family = writer.families().of(arguments.get(0));
        if (family == Family.REAL && name.equals("round") && isWhole(arguments)) {
            // Both round what lies in the middle to the even number.
            return whole("round", arguments.get(0));
        }
        String digits = arguments.size() > 1 ? ", " + writer.value(arguments.get(1)) : "";
        String rounded = name + "((" + types.number(arguments.get(0)) + ")::numeric" + digits + ")";
        if (family == Family.REAL) {
            writer.requirePassing("rounding a floating number");
            return "(" + rounded + ")::double precision";
        }
        return rounded;
    }

    private static boolean isWhole(List<Expression> rounded) {
        return rounded.size() == 1
                || rounded.get(1) instanceof Expression.Number digits
                        && digits.digits().equals("0");
    }

    /** MySQL gives NULL for what a function is not defined for, where PostgreSQL fails. */
    private String within(String positive, Expression argument, String name) throws Untranslatable {
        String value = floating(argument);
        String call = name + "(" + value + ")";
        boolean safe = argument instanceof Expression.Number number
                && !number.digits().startsWith("-")
                && PostgresArithmetic.isZeroFree(argument);
        return safe ? call : "CASE WHEN " + value + " " + positive + " 0 THEN " + call + " END";
    }

    private String floating(Expression argument) throws Untranslatable {
        return "(" + types.number(argument) + ")::double precision";
    }

    String aggregate(Expression.Aggregate aggregate) throws Untranslatable {
        String distinct = aggregate.distinct() ? "DISTINCT " : "";
        String filter =
                aggregate.filter() == null ? "" : " FILTER (WHERE " + writer.condition(aggregate.filter()) + ")";
        if (aggregate.arguments().isEmpty()) {
            return "count(*)" + filter;
        }
        Expression argument = aggregate.arguments().get(0);
        Family family = writer.families().of(argument);
        String written = switch (aggregate.function()) {
            case COUNT -> "count(" + distinct + writer.value(argument) + ")";
            case MIN, MAX -> {
                if (family == Family.JSON
                        || family == Family.OTHER
                        || family == Family.BYTES
                        || family == Family.UUID) {
                    throw new Untranslatable("it looks for the least or greatest of " + family.words());
                }
                String sql = family == Family.BOOL ? types.number(argument) : writer.value(argument);
                yield name(aggregate) + "(" + distinct + sql + ")";
            }
            case LIST -> list(aggregate, argument, distinct);
            case SUM, AVG, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP ->
                name(aggregate) + "(" + distinct + types.number(argument) + ")";
        };
        return written + filter;
    }

    private static String name(Expression.Aggregate aggregate) {
        return aggregate.function().name().toLowerCase(Locale.ROOT);
    }

    private String list(Expression.Aggregate aggregate, Expression argument, String distinct) throws Untranslatable {
        if (aggregate.distinct()
                && aggregate.order().stream().anyMatch(by -> !by.value().equals(argument))) {
            throw new Untranslatable("it sorts distinct values by something else");
        }
        if (aggregate.distinct()
                && !aggregate.order().isEmpty()
                && writer.families().of(argument) != Family.TEXT) {
            throw new Untranslatable("it sorts distinct values that are no texts, which PostgreSQL sorts as texts");
        }
        String text = types.text(argument);
        String order = aggregate.order().isEmpty() ? "" : " ORDER BY " + writer.order(aggregate.order());
        if (aggregate.distinct() && !aggregate.order().isEmpty()) {
            // What is sorted by must read as what is gathered.
            order = " ORDER BY "
                    + new PostgresWriting().order(text, aggregate.order().get(0));
        }
        return "string_agg(" + distinct + text + ", " + Literals.string(aggregate.separator()) + order + ")";
    }
}

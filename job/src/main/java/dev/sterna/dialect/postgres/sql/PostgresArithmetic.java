package dev.sterna.dialect.postgres.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;

/** Arithmetic. Where MySQL gives NULL for a division by zero, PostgreSQL would fail. */
final class PostgresArithmetic {
    private PostgresArithmetic() {}

    static String of(Expression.Arithmetic arithmetic, SqlWriter writer) throws Untranslatable {
        OperandCasts types = new OperandCasts(writer);
        String left = types.number(arithmetic.left());
        String right = types.number(arithmetic.right());
        Family one = writer.families().of(arithmetic.left());
        Family other = writer.families().of(arithmetic.right());
        boolean real = one == Family.REAL || other == Family.REAL;
        boolean whole = isWhole(one) && isWhole(other);
        String divisor = isZeroFree(arithmetic.right()) ? right : "nullif(" + right + ", 0)";
        return switch (arithmetic.operation()) {
            case ADD -> left + " + " + right;
            case SUBTRACT -> left + " - " + right;
            case MULTIPLY ->
                whole
                                && !(arithmetic.left() instanceof Expression.Constant)
                                && !(arithmetic.right() instanceof Expression.Constant)
                        // Two integers make one of 64 bits in MySQL.
                        ? "(" + left + ")::bigint * " + right
                        : left + " * " + right;
            case DIVIDE -> "(" + left + ")::" + (real ? "double precision" : "numeric") + " / " + divisor;
            case DIVIDE_WHOLE ->
                whole ? left + " / " + divisor : "div((" + left + ")::numeric, (" + divisor + ")::numeric)::bigint";
            case REMAINDER -> {
                if (real) {
                    throw new Untranslatable("PostgreSQL has no remainder of floating numbers");
                }
                yield left + " % " + divisor;
            }
            case BITS_AND -> {
                String bits = bits(whole, left, "&", right);
                yield isPositive(arithmetic.left()) || isPositive(arithmetic.right()) ? bits : unsigned(bits);
            }
            case BITS_OR -> {
                String bits = bits(whole, left, "|", right);
                yield isPositive(arithmetic.left()) && isPositive(arithmetic.right()) ? bits : unsigned(bits);
            }
        };
    }

    private static String bits(boolean whole, String left, String operator, String right) throws Untranslatable {
        if (!whole) {
            throw new Untranslatable("PostgreSQL has the operator " + operator + " for integers only");
        }
        return left + " " + operator + " " + right;
    }

    /** MySQL's bits make a number of 64 bits without a sign. */
    private static String unsigned(String bits) {
        return "CASE WHEN (" + bits + ") < 0 THEN (" + bits + ")::numeric + 18446744073709551616 ELSE (" + bits
                + ")::numeric END";
    }

    private static boolean isPositive(Expression operand) {
        return operand instanceof Expression.Number number && !number.digits().startsWith("-");
    }

    private static boolean isWhole(Family family) {
        return family == Family.INT || family == Family.BOOL || family == Family.NULL;
    }

    static boolean isZeroFree(Expression divisor) {
        return divisor instanceof Expression.Number number && !number.digits().matches("-?[0.]+([eE].*)?");
    }
}

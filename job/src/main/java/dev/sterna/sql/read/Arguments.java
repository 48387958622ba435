package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Families;
import dev.sterna.sql.Family;
import dev.sterna.sql.Function;
import dev.sterna.sql.Untranslatable;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/** Arguments of a function as they must be for the engines to agree on it. */
public final class Arguments {
    private static final Families SOURCE = Families.ofSource();

    private Arguments() {}

    /** A number of arguments. */
    public static void require(String name, List<Expression> arguments, int least, int most) throws Untranslatable {
        if (arguments.size() < least || arguments.size() > most) {
            throw new Untranslatable("it calls " + name + " with " + arguments.size() + " arguments");
        }
    }

    /** What is at least that, whatever the row; the engines differ on smaller ones. */
    public static void requireAtLeast(int least, String name, Expression argument) throws Untranslatable {
        if (least(argument) < least) {
            throw new Untranslatable("it calls " + name + " with a position or length that may be less than " + least);
        }
    }

    private static int least(Expression argument) {
        BigInteger number = whole(argument);
        if (number != null) {
            return number.signum() <= 0 ? number.signum() : 1;
        }
        if (argument instanceof Expression.Call call) {
            boolean length = call.function() == Function.CHARACTER_LENGTH
                    || call.function() == Function.OCTET_LENGTH
                    || call.function() == Function.POSITION;
            return length ? 0 : -1;
        }
        if (argument instanceof Expression.Arithmetic sum && sum.operation() == Expression.Operation.ADD) {
            int left = least(sum.left());
            int right = least(sum.right());
            return left < 0 || right < 0 ? -1 : Math.max(left, right);
        }
        return -1;
    }

    /** The value of a whole constant, or null. */
    public static BigInteger whole(Expression argument) {
        return argument instanceof Expression.Number number && number.digits().matches("-?\\d+")
                ? new BigInteger(number.digits())
                : null;
    }

    /** The value of a text constant. */
    public static String text(String name, Expression argument) throws Untranslatable {
        if (argument instanceof Expression.Text text) {
            return text.value();
        }
        throw new Untranslatable("it calls " + name + " with something that is no constant text");
    }

    /** A date, or a date with a time. */
    public static Expression moment(String name, Expression argument) throws Untranslatable {
        if (!SOURCE.of(argument).isMoment()) {
            throw new Untranslatable("it calls " + name + " with something that is no date");
        }
        return argument;
    }

    /**
     * A part of a date or time.
     *
     * @param unit its name
     * @param differing parts that mean something else elsewhere
     */
    public static Expression part(String unit, Expression moment, Set<Expression.Unit> differing)
            throws Untranslatable {
        Expression.Unit known = unit(unit);
        if (known == null || differing.contains(known)) {
            throw new Untranslatable("it takes the " + unit + " of a date");
        }
        Family family = SOURCE.of(moment);
        if (!family.isMoment() && family != Family.TIME) {
            throw new Untranslatable("it takes the " + unit + " of " + family.words());
        }
        return new Expression.Extract(known, moment);
    }

    /** A part of a date or time by its name; null for others. */
    static Expression.Unit unit(String name) {
        for (Expression.Unit unit : Expression.Unit.values()) {
            if (unit.name().equalsIgnoreCase(name.strip())) {
                return unit;
            }
        }
        return null;
    }
}

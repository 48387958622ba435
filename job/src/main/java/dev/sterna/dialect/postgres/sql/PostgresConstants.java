package dev.sterna.dialect.postgres.sql;

import dev.sterna.sql.Constants;
import dev.sterna.sql.Family;
import dev.sterna.sql.Untranslatable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constants as PostgreSQL has them where nothing beside them says of what type they are. */
final class PostgresConstants implements Constants {
    private static final Pattern MOMENT =
            Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[ T](\\d\\d?:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?))?");

    @Override
    public String truth(boolean value) {
        return value ? "true" : "false";
    }

    @Override
    public String number(String number) {
        boolean real = number.toLowerCase(Locale.ROOT).indexOf('e') >= 0;
        String digits = number.startsWith(".") ? "0" + number : number;
        return real
                ? Literals.string(digits) + "::double precision"
                : digits.startsWith("-") ? "(" + digits + ")" : digits;
    }

    @Override
    public String text(String value) throws Untranslatable {
        if (value.indexOf('\0') >= 0) {
            throw new Untranslatable("PostgreSQL has no NUL character in texts");
        }
        return Literals.string(value);
    }

    @Override
    public String bytes(String hex) {
        return Literals.string("\\x" + hex) + "::bytea";
    }

    @Override
    public String bits(String bits) {
        return "B" + Literals.string(bits);
    }

    @Override
    public String moment(Family family, String text) throws Untranslatable {
        String type = switch (family) {
            case DATE -> "date";
            case TIME -> "time";
            case INSTANT -> "timestamptz";
            default -> "timestamp";
        };
        return Literals.string(inIso(text, family)) + "::" + type;
    }

    /** A date that exists, in ISO's form; of an instant in UTC. */
    static String inIso(String text, Family family) throws Untranslatable {
        Matcher moment = MOMENT.matcher(text);
        if (!moment.matches()) {
            throw new Untranslatable("it has a date or time that PostgreSQL may not understand: " + text);
        }
        try {
            LocalDate date = LocalDate.of(
                    Integer.parseInt(moment.group(1)),
                    Integer.parseInt(moment.group(2)),
                    Integer.parseInt(moment.group(3)));
            if (date.getYear() == 0) {
                throw new Untranslatable("PostgreSQL has no year 0");
            }
            String time = moment.group(4) == null ? "" : " " + moment.group(4);
            if (family == Family.DATE && !time.isEmpty() && !time.matches(" 0?0:00(:00(\\.0+)?)?")) {
                throw new Untranslatable("it compares a date with a time");
            }
            return date
                    + (family == Family.DATE ? "" : time.isEmpty() ? " 00:00:00" : time)
                    + (family == Family.INSTANT ? "+00" : "");
        } catch (DateTimeException none) {
            throw new Untranslatable("PostgreSQL has no date " + text);
        }
    }
}

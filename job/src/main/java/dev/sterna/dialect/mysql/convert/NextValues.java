package dev.sterna.dialect.mysql.convert;

import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * The next values of sequences within an expression. No tree knows sequences, so that numbers stand for what they give
 * while the expression is translated: a sequence gives a number, and nothing but its place matters to the rest.
 */
final class NextValues {
    private static final String STANDS_FOR = "7219053846";

    private final String sql;
    private final List<String> calls;

    private NextValues(String sql, List<String> calls) {
        this.sql = sql;
        this.calls = calls;
    }

    /** @throws Untranslatable where a sequence has no equal */
    static NextValues in(String expression, SequencesFromPostgres sequences) throws Untranslatable {
        Matcher next = PostgresText.NEXT_VALUE.matcher(expression);
        List<String> calls = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        while (next.find()) {
            calls.add(PostgresText.nextValueOf(next.group())
                    .flatMap(sequences::nextValue)
                    .orElseThrow(() -> new Untranslatable("it takes the next value of a sequence")));
            next.appendReplacement(sql, number(calls.size() - 1));
        }
        next.appendTail(sql);
        if (!calls.isEmpty() && expression.contains(STANDS_FOR)) {
            throw new Untranslatable("it takes the next value of a sequence beside " + STANDS_FOR);
        }
        return new NextValues(sql.toString(), calls);
    }

    private static String number(int place) {
        return STANDS_FOR + String.format("%04d", place);
    }

    /** The expression with numbers for the next values. */
    String sql() {
        return sql;
    }

    /** Its translation with the next values again. */
    String restored(String translated) throws Untranslatable {
        String restored = translated;
        for (int i = 0; i < calls.size(); i++) {
            String number = number(i);
            // As a text where texts are joined, which the server makes of the value as well.
            String found = restored.contains("'" + number + "'") ? "'" + number + "'" : number;
            int at = restored.indexOf(found);
            if (at < 0 || restored.indexOf(number, at + found.length()) >= 0) {
                throw new Untranslatable("it takes the next value of a sequence more than once");
            }
            restored = restored.substring(0, at) + calls.get(i) + restored.substring(at + found.length());
        }
        return restored;
    }
}

package dev.sterna.validate;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query of the user's, in the words of either side.
 *
 * @param name of the file
 * @param ordered whether the order of its rows counts: whether it ends with an ORDER BY of its own
 */
public record QueryFile(String name, String source, String target, boolean ordered) {
    private static final Pattern PART =
            Pattern.compile("^\\s*--\\s*(source|target):\\s*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern NOT_CODE =
            Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`", Pattern.DOTALL);
    private static final Pattern INNERMOST = Pattern.compile("\\([^()]*\\)");
    private static final Pattern ORDER_BY = Pattern.compile("\\border\\s+by\\b", Pattern.CASE_INSENSITIVE);

    /** What stands before the first {@code -- source:} or {@code -- target:} is for a side that has no part of its own. */
    static QueryFile parse(String name, String text) {
        String both = text;
        String source = null;
        String target = null;
        Matcher part = PART.matcher(text);
        if (part.find()) {
            both = text.substring(0, part.start());
            boolean more = true;
            while (more) {
                boolean forSource = part.group(1).toLowerCase(Locale.ROOT).equals("source");
                int from = part.end();
                more = part.find();
                String own = text.substring(from, more ? part.start() : text.length());
                if (forSource) {
                    source = own;
                } else {
                    target = own;
                }
            }
        }
        String there = statement(source == null ? both : source);
        String here = statement(target == null ? both : target);
        return new QueryFile(name, there, here, isOrdered(there) || isOrdered(here));
    }

    private static String statement(String text) {
        return text.strip().replaceFirst("(?:\\s*;)+$", "");
    }

    private static boolean isOrdered(String sql) {
        String left = NOT_CODE.matcher(sql).replaceAll(" ");
        String outer = INNERMOST.matcher(left).replaceAll(" ");
        while (!outer.equals(left)) {
            left = outer;
            outer = INNERMOST.matcher(left).replaceAll(" ");
        }
        return ORDER_BY.matcher(outer).find();
    }
}

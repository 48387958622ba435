package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL of which every constant, quoted name and type stands aside, with a mark in its place: so the parser meets neither
 * escapes nor names that are words of its own, and cannot take one thing for another.
 */
public final class MaskedSql {
    private final StringBuilder sql = new StringBuilder();
    private final List<Expression> constants = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** Takes over a piece as it is. */
    public void raw(String piece) {
        sql.append(piece);
    }

    /** Takes over a word, with blanks around it. */
    public void word(String word) {
        sql.append(' ').append(word).append(' ');
    }

    /** Puts a constant aside. */
    public void constant(Expression constant) {
        constants.add(constant);
        sql.append("'c").append(constants.size() - 1).append('\'');
    }

    /** Puts a name or a type aside. */
    public void name(String name) {
        names.add(name);
        sql.append("\"n").append(names.size() - 1).append('"');
    }

    /** What is left for the parser. */
    String sql() {
        return sql.toString();
    }

    /** The constant of a mark, without its quotes; null if it is none. */
    Expression constantOf(String mark) {
        return mark.matches("c\\d+") ? constants.get(Integer.parseInt(mark.substring(1))) : null;
    }

    /** A name as it was, whether marked or bare. */
    String nameOf(String mark) {
        return mark.matches("\"n\\d+\"") ? names.get(Integer.parseInt(mark.substring(2, mark.length() - 1))) : mark;
    }
}

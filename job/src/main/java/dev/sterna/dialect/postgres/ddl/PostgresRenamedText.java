package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.postgres.sql.PostgresIdentifiers;
import dev.sterna.dialect.postgres.sql.PostgresTokens;
import dev.sterna.dialect.rename.RenamedText;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Trigger;
import dev.sterna.sql.SqlToken;
import dev.sterna.sql.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The SQL of one object under new names. The catalogue writes every name outside pg_catalog with its schema, so that
 * only qualified names are looked at.
 */
final class PostgresRenamedText implements RenamedText {
    private static final Set<String> READABLE_BODIES = Set.of("sql", "plpgsql");
    private static final Set<String> BEFORE_RELATION =
            Set.of("references", "into", "only", "table", "on", "truncate", "index");
    private static final Set<String> BEFORE_SOURCE = Set.of("from", "join", "only", "update");
    /** What may stand after a table in FROM that has no alias. */
    private static final Set<String> AFTER_SOURCE =
            Set.of(("where group order join left right full inner cross natural on"
                            + " using limit offset union except intersect having window fetch for tablesample set returning"
                            + " values as end with loop then")
                    .split(" "));

    private final NameMapping names;
    private boolean needsLeftOut;
    private boolean isDoubtful;

    PostgresRenamedText(NameMapping names) {
        this.names = names;
    }

    @Override
    public boolean needsLeftOut() {
        return needsLeftOut;
    }

    @Override
    public boolean isDoubtful() {
        return isDoubtful;
    }

    @Override
    public String sql(String sql) {
        return sql == null ? null : new Text(PostgresTokens.of(sql), false).rewritten();
    }

    /** A table in it gets its old name as an alias if it had none. */
    @Override
    public String query(String sql) {
        return sql == null ? null : new Text(PostgresTokens.of(sql), true).rewritten();
    }

    /** Doubtful where a table that is called otherwise now qualifies its columns by its name. */
    @Override
    public String condition(String sql, TableName table) {
        if (sql != null && !names.relation(table).name().equals(table.name())) {
            isDoubtful |= qualifiesBy(table.name(), PostgresTokens.of(sql));
        }
        return query(sql);
    }

    private static boolean qualifiesBy(String table, List<SqlToken> tokens) {
        return IntStream.range(0, tokens.size() - 1)
                .anyMatch(i -> tokens.get(i).isName()
                        && tokens.get(i).value().equals(table)
                        && tokens.get(i + 1).is(".")
                        && (i == 0 || !tokens.get(i - 1).is(".")));
    }

    /** A body that is a text is rewritten as far as its language is known. */
    @Override
    public String routine(Routine routine) {
        if (routine.definition() == null) {
            return null;
        }
        boolean readable = READABLE_BODIES.contains(routine.language().toLowerCase(Locale.ROOT));
        List<SqlToken> tokens = PostgresTokens.of(routine.definition()).stream()
                .map(token -> token.kind() == Kind.BODY ? body(token, readable) : token)
                .toList();
        return new Text(tokens, false).rewritten();
    }

    @Override
    public Trigger trigger(Trigger trigger, TableName table) {
        return new Trigger(
                table,
                trigger.name(),
                trigger.timing(),
                trigger.events(),
                sql(trigger.body()),
                sql(trigger.definition()),
                trigger.enabled(),
                trigger.comment(),
                trigger.settings());
    }

    /** PostgreSQL has no events. */
    @Override
    public String event(Event event, TableName name) {
        return sql(event.definition());
    }

    @Override
    public String other(OtherObject other) {
        boolean query = other.what().equals("rule") && other.name().kind() == ObjectKind.OTHER;
        return query ? query(other.definition()) : sql(other.definition());
    }

    private SqlToken body(SqlToken token, boolean readable) {
        String old = token.value();
        String tag = token.text().substring(0, token.text().indexOf('$', 1) + 1);
        String now = readable ? query(old) : old;
        isDoubtful |= mentions(now, readable);
        return new SqlToken(Kind.BODY, tag + now + tag, now, token.start(), token.end());
    }

    /** Whether a name that means something else now is still there; a qualified name that was seen through is new. */
    private boolean mentions(String body, boolean readable) {
        if (!readable) {
            String lower = body.toLowerCase(Locale.ROOT);
            return names.changed().stream().anyMatch(lower::contains);
        }
        List<SqlToken> tokens = PostgresTokens.meaningful(body);
        return IntStream.range(0, tokens.size()).anyMatch(i -> mentions(tokens, i));
    }

    private boolean mentions(List<SqlToken> tokens, int at) {
        SqlToken token = tokens.get(at);
        if (!token.isName()) {
            return token.value() != null && mentions(token.value(), false);
        }
        boolean member = at > 0 && tokens.get(at - 1).is(".");
        boolean alias =
                at > 1 && tokens.get(at - 1).isName() && tokens.get(at - 2).is(".");
        if (member || alias) {
            return false;
        }
        // A table's old name before a column is its alias now.
        boolean qualifies = at + 1 < tokens.size() && tokens.get(at + 1).is(".");
        return qualifies ? names.isMoved(token.value()) : names.isChanged(token.value());
    }

    /** One text, token by token. */
    private final class Text {
        private final List<SqlToken> tokens;
        private boolean queries;
        private final StringBuilder out = new StringBuilder();
        private String before = "";
        private int at;

        Text(List<SqlToken> tokens, boolean queries) {
            this.tokens = tokens;
            this.queries = queries;
        }

        String rewritten() {
            boolean paths = false;
            while (at < tokens.size()) {
                SqlToken token = tokens.get(at);
                paths = token.is("search_path") || paths && token.kind() != Kind.BODY && !token.is(";");
                // A routine's body that is no text.
                queries |= token.is("atomic") && before.equals("begin") || token.is("return");
                if (token.isName() && !before.equals(".")) {
                    name(token, paths);
                } else if (token.kind() == Kind.TEXT && (isObjectName() || paths && names.isMoved(token.value()))) {
                    String value = paths && names.isMoved(token.value())
                            ? names.schema(token.value())
                            : PostgresRenamedText.this.sql(token.value());
                    put(token, Literals.string(value));
                } else {
                    put(token, token.text());
                }
            }
            return out.toString();
        }

        private void put(SqlToken token, String text) {
            out.append(text);
            if (token.kind() != Kind.BLANK) {
                before = token.text().toLowerCase(Locale.ROOT);
            }
            at++;
        }

        private void name(SqlToken token, boolean paths) {
            boolean qualified = is(at + 1, ".") && at + 2 < tokens.size();
            if (!qualified) {
                if (names.isMoved(token.value()) && (before.equals("schema") || paths)) {
                    put(token, PostgresIdentifiers.bare(names.schema(token.value())));
                    return;
                }
                // An alias that is called as the schema: what it qualifies may be a column.
                isDoubtful |= queries && names.isMoved(token.value());
                put(token, token.text());
                return;
            }
            SqlToken member = tokens.get(at + 2);
            if (member.kind() == Kind.OPERATOR) {
                put(token, PostgresIdentifiers.bare(names.schema(token.value())));
                return;
            }
            TableName old = member.isName() ? new TableName(token.value(), member.value()) : null;
            needsLeftOut |= old != null && names.isGone(old);
            boolean called = is(next(at + 3), "(") && !BEFORE_RELATION.contains(before);
            TableName now = old == null ? null : names.find(old, called);
            if (now == null || now.equals(old)) {
                put(token, token.text());
                return;
            }
            boolean source = queries && (BEFORE_SOURCE.contains(before) || before.equals(",") || before.equals("("));
            out.append(PostgresIdentifiers.bare(now.schema())).append('.').append(PostgresIdentifiers.bare(now.name()));
            before = now.name();
            at += 3;
            if (source && !now.name().equals(old.name()) && hasNoAlias()) {
                out.append(' ').append(PostgresIdentifiers.bare(old.name()));
            }
        }

        private boolean hasNoAlias() {
            int next = next(at);
            if (next >= tokens.size()) {
                return true;
            }
            SqlToken token = tokens.get(next);
            return token.isName()
                    ? AFTER_SOURCE.contains(token.text().toLowerCase(Locale.ROOT)) && !token.is("as")
                    : token.is(")") || token.is(",") || token.is(";");
        }

        /** A text that is cast to a type whose values are names of objects. */
        private boolean isObjectName() {
            return is(at + 1, ":")
                    && is(at + 2, ":")
                    && at + 3 < tokens.size()
                    && tokens.get(at + 3).isName()
                    && tokens.get(at + 3).value().startsWith("reg");
        }

        private boolean is(int index, String symbol) {
            return index < tokens.size() && tokens.get(index).is(symbol);
        }

        private int next(int from) {
            int next = from;
            while (next < tokens.size() && tokens.get(next).kind() == Kind.BLANK) {
                next++;
            }
            return next;
        }
    }
}

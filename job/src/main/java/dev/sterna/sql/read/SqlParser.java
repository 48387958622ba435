package dev.sterna.sql.read;

import dev.sterna.sql.Untranslatable;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;

/** The parser, run in the thread that asks: its usual entry starts one of its own for each statement. */
final class SqlParser {
    /** Deeper than people write, and less deep than a thread's stack. */
    private static final int MOST_NESTED = 400;

    private SqlParser() {}

    static net.sf.jsqlparser.expression.Expression expression(MaskedSql marked) throws Untranslatable {
        return parse(marked, CCJSqlParser::Expression);
    }

    static Select query(MaskedSql marked) throws Untranslatable {
        Statement statement = parse(marked, CCJSqlParser::Statement);
        if (statement instanceof Select select) {
            return select;
        }
        throw new Untranslatable("it is no plain query");
    }

    private static <T> T parse(MaskedSql marked, Entry<T> entry) throws Untranslatable {
        String sql = marked.sql();
        if (nested(sql) > MOST_NESTED) {
            throw new Untranslatable("it is nested too deeply");
        }
        try {
            CCJSqlParser parser = new CCJSqlParser(sql)
                    .withAllowComplexParsing(true)
                    .withSquareBracketQuotation(false)
                    .withUnsupportedStatements(false);
            T parsed = entry.parse(parser);
            Token rest = parser.getNextToken();
            if (rest.kind != CCJSqlParserConstants.EOF && rest.kind != CCJSqlParserConstants.ST_SEMICOLON) {
                throw new Untranslatable("its part at " + marked.nameOf(rest.image) + " is not understood");
            }
            return parsed;
        } catch (ParseException notUnderstood) {
            String at = notUnderstood.currentToken == null || notUnderstood.currentToken.next == null
                    ? ""
                    : " at " + marked.nameOf(notUnderstood.currentToken.next.image);
            throw new Untranslatable("its syntax is not understood" + at);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException notUnderstood) {
            // The parser's own checks, and lack of them.
            throw new Untranslatable("its syntax is not understood");
        } catch (TokenMgrException notUnderstood) {
            throw new Untranslatable("it has a character that is not understood");
        }
    }

    private static int nested(String sql) {
        int depth = 0;
        int most = 0;
        for (int i = 0; i < sql.length(); i++) {
            depth += sql.charAt(i) == '(' ? 1 : sql.charAt(i) == ')' ? -1 : 0;
            most = Math.max(most, depth);
        }
        return most;
    }

    @FunctionalInterface
    private interface Entry<T> {
        T parse(CCJSqlParser parser) throws ParseException;
    }
}

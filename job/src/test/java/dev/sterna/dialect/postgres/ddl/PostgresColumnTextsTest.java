package dev.sterna.dialect.postgres.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.TableDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresColumnTextsTest {
    private static final Map<String, String> NAMES =
            Map.of("a", "aa", "b", "a", "c", "The C", "year", "jahr", "lower", "least", "zone", "area", "varying", "v");
    private static final TableDefinition TABLE = new TableDefinition(
            new TableName("public", "t"),
            List.of(
                    column("a", new LogicalType.Int(32, false), "integer"),
                    column("b", new LogicalType.Int(32, false), "integer"),
                    column("c", new LogicalType.Text(-1), "text"),
                    column("d", new LogicalType.Date(), "date"),
                    column("year", new LogicalType.Int(32, false), "integer"),
                    column("lower", new LogicalType.Text(-1), "text"),
                    column("zone", new LogicalType.Int(32, false), "integer"),
                    column("varying", new LogicalType.Text(-1), "text")),
            null,
            List.of(),
            List.of(),
            List.of(),
            -1,
            -1);

    private final PostgresColumnTexts texts = new PostgresColumnTexts();

    private static ColumnDefinition column(String name, LogicalType type, String words) {
        return new ColumnDefinition(
                new Column(name, type, words, true, Generated.NO, null, null), null, null, null, null, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            (a > 0); (aa > 0)
            (t.a > a); (t.aa > aa)
            ((a < b) OR (c = 'a'::text)); ((aa < a) OR ("The C" = 'a'::text))
            (lower(c) = lower(lower)); (lower("The C") = lower("least"))
            'a'::text; 'a'::text
            (d > '2024-01-01'::date); (d > '2024-01-01'::date)
            (c = 'a'::public.c); ("The C" = 'a'::public.c)
            'a'::public.c; 'a'::public.c
            (CASE WHEN (a IS NULL) THEN b ELSE (a * 2) END); (CASE WHEN (aa IS NULL) THEN a ELSE (aa * 2) END)
            """)
    void onlyNamesOfColumnsChange(String sql, String renamed) {
        assertThat(texts.expression(sql, TABLE, NAMES)).isEqualTo(renamed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"public.own(a)", "EXTRACT(year FROM d)", "((c)::public.kind = 'x'::public.kind)", "(missing > a)"
            })
    void whatIsNotUnderstoodIsNotRenamed(String sql) {
        assertThat(texts.expression(sql, TABLE, NAMES)).isNull();
    }

    @Test
    void anIndexGoesByTheNewNamesInAllItsParts() {
        Index index = index(
                "CREATE UNIQUE INDEX a ON public.b USING btree (((b + 1)) DESC, a NULLS FIRST, lower(c) text_pattern_ops)"
                        + " INCLUDE (year, d) WITH (fillfactor='70') WHERE ((b > 0) AND (c <> 'b'::text))",
                "((b > 0) AND (c <> 'b'::text))",
                expression("((b + 1))"),
                Index.Part.of("a"),
                expression("lower(c)"));

        assertThat(texts.index(index, TABLE, NAMES))
                .isEqualTo("CREATE UNIQUE INDEX a ON public.b USING btree (((a + 1)) DESC, aa NULLS FIRST,"
                        + " lower(\"The C\") text_pattern_ops)"
                        + " INCLUDE (jahr, d) WITH (fillfactor='70') WHERE ((a > 0) AND (\"The C\" <> 'b'::text))");
    }

    @Test
    void anIndexIsNotRenamedByHalf() {
        Index index = index(
                "CREATE INDEX i ON public.t USING btree (a) WHERE public.own(b)", "public.own(b)", Index.Part.of("a"));

        assertThat(texts.index(index, TABLE, NAMES)).isNull();
    }

    private static Index index(String definition, String predicate, Index.Part... parts) {
        return new Index(
                "i", false, "btree", List.of(parts), List.of("year", "d"), predicate, false, true, definition, null);
    }

    private static Index.Part expression(String sql) {
        return new Index.Part(null, sql, false, null, 0, null, null);
    }
}

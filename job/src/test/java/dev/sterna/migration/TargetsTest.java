package dev.sterna.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.dialect.Identifiers;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a table goes, and as what. */
class TargetsTest {
    private static final Identifiers ANY = new Identifiers() {
        @Override
        public String fit(String name) {
            return name;
        }

        @Override
        public boolean allowsColumn(String name) {
            return true;
        }

        @Override
        public String folded(String name) {
            return name;
        }
    };

    @Test
    void targetNames() {
        List<Table> tables = List.of(Samples.table("a", "x"), Samples.table("b", "y"));
        Map<String, String> rename = Map.of("b.y", "other.z");
        assertThat(TargetNames.of(tables, rename, List.of("public"), ANY).values())
                .containsExactly(new TableName("public", "x"), new TableName("other", "z"));
        assertThat(TargetNames.of(tables, Map.of(), List.of("b", "a"), ANY).values())
                .containsExactly(new TableName("a", "x"), new TableName("b", "y"));
        assertThatThrownBy(() -> TargetNames.of(tables, Map.of("b.y", "x"), List.of("public"), ANY))
                .hasMessageContaining("Cannot load a.x and b.y into one table: public.x");
        assertThatThrownBy(() -> TargetNames.of(tables, Map.of(), List.of("b", "c"), ANY))
                .hasMessageContaining("Cannot tell the target schema of a.x");
    }

    @Test
    void typeOverridesByPattern() {
        Table table = Samples.table("shop", "t");
        assertThat(new TypeOverrides(Map.of("shop.*.id:INT", "bigint")).of(table))
                .isEqualTo(Map.of("id", "bigint"));
        assertThat(new TypeOverrides(Map.of("*:int(11)", "bigint")).of(table)).isEqualTo(Map.of("id", "bigint"));
        assertThat(new TypeOverrides(Map.of("*.name:*char*", "text", "shop.t.name", "citext")).of(table))
                .isEqualTo(Map.of("name", "citext"));
        TypeOverrides unused = new TypeOverrides(Map.of("shop.t.id:smallint", "bigint"));
        assertThat(unused.of(table)).isEmpty();
        assertThat(unused.unused())
                .singleElement()
                .extracting(problem -> problem.code())
                .isEqualTo("unused-type-mapping");
    }
}

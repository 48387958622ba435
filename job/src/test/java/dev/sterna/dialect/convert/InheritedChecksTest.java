package dev.sterna.dialect.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.TableDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InheritedChecksTest {
    private final TableDefinition shape =
            table("shape", List.of(), check("positive", false), check("small", true), check("own", false));
    private final TableDefinition circle = table("circle", List.of(shape.name()), check("round", false));
    private final TableDefinition disc = table("disc", List.of(circle.name()), check("own", false));
    private final InheritedChecks inherited = new InheritedChecks(List.of(shape, circle, disc));

    @Test
    void checksComeFromAllAncestorsButThoseThatStayAndThoseOfTheSameName() {
        assertThat(inherited.of(disc, parent -> true)).extracting(Check::name).containsExactly("round", "positive");
    }

    @Test
    void aParentThatIsThereHandsItsChecksDownItself() {
        assertThat(inherited.of(disc, parent -> false)).isEmpty();
    }

    private static Check check(String name, boolean noInherit) {
        return new Check(name, "TRUE", true, true, noInherit, null);
    }

    private static TableDefinition table(String name, List<TableName> parents, Check... checks) {
        return new TableDefinition(
                new TableName("public", name),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(checks),
                List.of(),
                null,
                null,
                parents,
                null,
                Map.of(),
                false,
                null,
                null,
                -1,
                -1);
    }
}

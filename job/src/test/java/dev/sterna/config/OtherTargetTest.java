package dev.sterna.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands for the target in one command, and what of the target's it takes over. */
class OtherTargetTest {
    private static final Endpoint TARGET = new Endpoint(
            "jdbc:postgresql://db2:5432/shop", "ann", new Secret("secret"), List.of("public"), 4, Map.of());

    private static OtherTarget other(String url, String user, String schema) {
        List<String> schemas = schema == null ? List.of() : List.of(schema);
        return new OtherTarget(url, user, null, schemas, 0, Map.of(), null, null);
    }

    @Test
    void anotherSchemaIsAnotherPlace() {
        assertThat(other(TARGET.url(), null, null).isOther(TARGET)).isFalse();
        assertThat(other(TARGET.url(), null, "public").isOther(TARGET)).isFalse();
        assertThat(other(TARGET.url(), null, "aside").isOther(TARGET)).isTrue();
        assertThat(OtherTarget.NONE.isOther(TARGET)).isFalse();
    }

    @Test
    void withoutAUrlNothingElseMayStandThere() {
        assertThat(OtherTarget.NONE.over(TARGET, "sterna.restore.target")).isSameAs(TARGET);
        assertThatThrownBy(() -> other(null, null, "aside").over(TARGET, "sterna.restore.target"))
                .hasMessage("Cannot use sterna.restore.target: it has no url, so nothing else of it would count");
    }

    @Test
    void aPasswordGoesToItsOwnServerAlone() {
        assertThat(other("jdbc:postgresql://DB2:5432/copy?ssl=true", null, null)
                        .over(TARGET, "sterna.drill.target")
                        .password())
                .isEqualTo(TARGET.password());
        assertThat(other("jdbc:postgresql://db3/copy", "ben", null)
                        .over(TARGET, "sterna.drill.target")
                        .password())
                .isNull();
        assertThatThrownBy(() ->
                        other("jdbc:postgresql://db3:5432/shop", null, null).over(TARGET, "sterna.drill.target"))
                .hasMessage("Cannot connect to jdbc:postgresql://db3:5432/shop: no password is given for it, and the"
                        + " target's goes to no other server");
    }
}

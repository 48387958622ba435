package dev.sterna.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values were printed by PostgreSQL 15: {@code hashtextextended(text collate "C", seed)}. */
class PgHash64Test {

    @ParameterizedTest
    @CsvSource({
        "'', -6939563903564495251, 6158832220375811857",
        "a, 3591986179850072241, 6942402718208252407",
        "abcd, -1038429303365892052, 8078444844130423812",
        "abcdefgh, -8882191227074733005, -6100851256988995111",
        "abcdefghijk, 3112909444737856467, 82226251194666265",
        "abcdefghijkl, -7556637188122330412, 6421059121120153082",
        "abcdefghijklm, 8871624171452417744, -1560994830268275841",
        "äöü€😀 zwölf Boxkämpfer jagen, -4689783961674663086, -4966119982809328126",
    })
    void agreesWithTheServer(String text, long withoutSeed, long withSeed42) {
        byte[] octets = ("??" + text + "??").getBytes(StandardCharsets.UTF_8);
        assertThat(PgHash64.hash(octets, 2, octets.length - 4, 0)).isEqualTo(withoutSeed);
        assertThat(PgHash64.hash(octets, 2, octets.length - 4, 42)).isEqualTo(withSeed42);
    }
}

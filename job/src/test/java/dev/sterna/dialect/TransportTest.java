package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.server.Transport;
import dev.sterna.dialect.server.Transport.Protection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a server is on this machine, which decides how many connections are of use. */
class TransportTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "127.0.0.1, true",
        "127.1.2.3, true",
        "[::1], true",
        "/run/mysqld/mysqld.sock, true",
        "db1, false",
        "10.0.0.1, false",
        "localhost.example.org, false",
        "127.0.0.1.example.org, false",
    })
    void hostsOfThisMachineAreKnownByTheirNames(String host, boolean here) {
        assertThat(new Transport(List.of(host), Protection.NONE).staysHere()).isEqualTo(here);
        assertThat(new Transport(List.of("localhost", host), Protection.NONE).staysHere())
                .isEqualTo(here);
    }
}

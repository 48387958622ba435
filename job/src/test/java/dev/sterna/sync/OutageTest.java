package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.log.FenceWait;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final Outage outage = new Outage(List.of(), Duration.ofSeconds(60), line -> {}, (event, fields) -> {});

    private static SternaException of(Category category, String code, Exception cause) {
        return SternaException.of(category, code, null, "Cannot do it", "Try again", cause);
    }

    @Test
    void whatIsNotVisibleYetMayBeLater() {
        assertThat(outage.mayPass(FenceWait.tooLong(Duration.ofSeconds(60)))).isTrue();
    }

    @Test
    void aLostConnectionMayPassAndARefusalMayNot() {
        assertThat(outage.mayPass(of(Category.SOURCE, "lost", new SQLException("gone", "08006"))))
                .isTrue();
        assertThat(outage.mayPass(of(Category.REFUSED, "refused", new SQLException("no", "42501"))))
                .isFalse();
    }

    @Test
    void aLockMayPassOnlyWhileServersAreOut() {
        assertThat(outage.mayPass(of(Category.LOCKED, "locked", null))).isFalse();
        outage.wait(of(Category.SOURCE, "lost", new SQLException("gone", "08006")));
        assertThat(outage.mayPass(of(Category.LOCKED, "locked", null))).isTrue();
        assertThat(outage.mayPass(of(Category.LOCKED, "follow-ended", null))).isFalse();
    }
}

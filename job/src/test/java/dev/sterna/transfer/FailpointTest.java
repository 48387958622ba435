package dev.sterna.transfer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The switch of failpoints, a system property. */
class FailpointTest {
    @AfterEach
    void switchOff() {
        System.clearProperty(Failpoints.PROPERTY);
    }

    @Test
    void withoutTheSwitchNothingFails() {
        Arrays.stream(Failpoint.values())
                .forEach(place ->
                        assertThatCode(() -> place.reached("shop.orders", 1)).doesNotThrowAnyException());
    }

    @ParameterizedTest
    @EnumSource
    void theNamedPlaceFailsAndNoOther(Failpoint named) {
        System.setProperty(Failpoints.PROPERTY, named.word());

        assertThatThrownBy(() -> named.reached("shop.orders", 1))
                .isInstanceOf(FailpointReached.class)
                .hasMessage("Failpoint " + named.word() + ": chunk 1 of shop.orders");
        Arrays.stream(Failpoint.values())
                .filter(place -> place != named)
                .forEach(place ->
                        assertThatCode(() -> place.reached("shop.orders", 1)).doesNotThrowAnyException());
    }

    @Test
    void aChunkCanBeMeantAlone() {
        System.setProperty(Failpoints.PROPERTY, "after-commit:2,before-rename");

        assertThatCode(() -> Failpoint.AFTER_COMMIT.reached("shop.orders", 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Failpoint.AFTER_COMMIT.reached("shop.orders", 2))
                .hasMessage("Failpoint after-commit: chunk 2 of shop.orders");
        assertThatThrownBy(() -> Failpoint.BEFORE_RENAME.reached("plan.json", -1))
                .hasMessage("Failpoint before-rename: plan.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "before-comit", "before-commit:x", "before-commit,", "BEFORE_COMMIT"})
    void anUnknownNameIsAnErrorThatListsTheKnownOnes(String names) {
        System.setProperty(Failpoints.PROPERTY, names);

        assertThatThrownBy(() -> Failpoint.BEFORE_CLAIM.reached("shop.orders", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Unknown failpoint in the system property dev.sterna.failpoints: ")
                .hasMessageEndingWith("(must be one of before-claim, after-claim, before-write, after-write,"
                        + " before-commit, after-commit, before-rename, after-rename, freeze-noted, frozen, proven, hooked,"
                        + " switched, return-noted, target-frozen, brought-back, source-thawed, target-thawed; with :N"
                        + " only in chunk N, with ! killed there)");
    }
}

package dev.sterna.app;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Run ids made from the time: in UTC, so that they sort. */
final class RunId {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS");

    private RunId() {}

    static String now(Clock clock) {
        return FORM.format(clock.instant().atOffset(ZoneOffset.UTC));
    }
}

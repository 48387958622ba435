package dev.sterna.report;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;

/** Whether the process that works on a run is still there. */
public final class Liveness {
    /** Clocks of processes and of the file tick differently. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final RunState state;
    private final Ledger ledger;

    /** @param ledger null when it is out of reach */
    public Liveness(RunState state, Ledger ledger) {
        this.state = state;
        this.ledger = ledger;
    }

    /** This process, for others to find. */
    public static String process() {
        return host() + ":" + ProcessHandle.current().pid();
    }

    /** Null when nobody can tell from here. */
    public Boolean alive() {
        String known = String.valueOf(state.process());
        int colon = known.lastIndexOf(':');
        if (colon > 0 && known.substring(0, colon).equals(host())) {
            return ProcessHandle.of(Long.parseLong(known.substring(colon + 1)))
                    .filter(ProcessHandle::isAlive)
                    .filter(this::isOld)
                    .isPresent();
        }
        return state.execute() && ledger != null ? locked() : null;
    }

    /** A process that began after the state was written has only inherited its number. */
    private boolean isOld(ProcessHandle process) {
        Instant written = Instant.parse(state.updated());
        return process.info()
                .startInstant()
                .map(start -> start.isBefore(written.plus(SLACK)))
                .orElse(true);
    }

    /** Whether somebody holds the run's lock; held here for a moment, if nobody does. */
    private Boolean locked() {
        try (Ledger.Lock free = ledger.lock(state.runId())) {
            return false;
        } catch (SternaException failure) {
            return failure.category() == Category.LOCKED ? true : null;
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}

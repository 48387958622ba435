package dev.sterna.dialect.server;

import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.dialect.server.Preflight.Severity;
import java.util.List;
import java.util.Optional;

/**
 * One way to keep writes out.
 *
 * @param name short and stable, kebab-case
 * @param statements what it would run now, to be shown
 * @param findings rights without which it cannot be had (they block), whom it does not hold back, and what it does to others; remedies
 *     are statements
 * @param ownWrites statements after which a session of the user that asked writes in spite of it; empty when there are none
 */
public record FreezeMeans(
        String name, Reach reach, List<String> statements, List<Finding> findings, Optional<List<String>> ownWrites) {

    /** What no longer takes writes. */
    public enum Reach {
        DATABASE,
        /** All databases of the server, also those that are not migrated. */
        SERVER
    }

    public FreezeMeans {
        statements = List.copyOf(statements);
        findings = List.copyOf(findings);
        ownWrites = ownWrites.map(List::copyOf);
    }

    /** Whether this user may do so here. */
    public boolean isAllowed() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.BLOCKS);
    }
}

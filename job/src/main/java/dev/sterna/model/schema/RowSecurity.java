package dev.sterna.model.schema;

import java.util.List;

/** Row-level security; policies may be there while it is off. */
public record RowSecurity(boolean enabled, boolean forced, List<Policy> policies) {
    public RowSecurity {
        policies = List.copyOf(policies);
    }

    /**
     * A policy.
     *
     * @param command {@code ALL}, {@code SELECT}, {@code INSERT}, {@code UPDATE} or {@code DELETE}
     * @param using the condition in the engine's SQL, or null
     * @param check the condition for new rows, or null
     */
    public record Policy(
            String name, boolean permissive, String command, List<String> roles, String using, String check) {
        public Policy {
            roles = List.copyOf(roles);
        }
    }
}

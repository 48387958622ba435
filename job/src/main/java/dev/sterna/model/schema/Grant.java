package dev.sterna.model.schema;

import java.util.List;

/**
 * Privileges on an object.
 *
 * @param on of a column's the column
 * @param grantee {@code PUBLIC} for everybody
 * @param privileges none where the grantee had some by default and somebody took them away
 */
public record Grant(ObjectName on, String grantee, List<String> privileges, boolean grantable) {
    public Grant {
        privileges = List.copyOf(privileges);
    }
}

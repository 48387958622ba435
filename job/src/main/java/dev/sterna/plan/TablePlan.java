package dev.sterna.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sterna.dialect.Conversions;
import dev.sterna.dialect.ValueConversion.Becomes;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import java.util.List;

/**
 * One table of a plan.
 *
 * @param source as the source's catalogue had it, estimates included
 * @param target as prepare makes it
 * @param where the user's condition on the source, or null
 * @param fingerprint lower-case hex SHA-256 over the source table's columns and keys (not its estimates): a later step refuses
 *     when the source's catalogue no longer has it
 * @param conversions of values that the target does not take: the declared losses
 * @param comparison how the two sides are compared
 * @param buckets how many buckets a comparison by buckets uses
 */
public record TablePlan(
        Table source,
        Table target,
        String where,
        String fingerprint,
        Conversions conversions,
        Comparison comparison,
        int buckets,
        List<Chunk> chunks) {
    public TablePlan {
        // A plan that was made before there were any has none.
        conversions = conversions == null ? Conversions.NONE : conversions;
        chunks = List.copyOf(chunks);
    }

    /** How the two sides of a table are compared. */
    public enum Comparison {
        /** Chunk by chunk: both sides order the key alike. */
        RANGES,
        /** By hash of the key, in one scan a side. */
        BUCKETS
    }

    /** The table's name in events, messages and the ledger: the source's. */
    @JsonIgnore
    public String name() {
        return source.name().toString();
    }

    /** The directory of the table in backup, rejects and diff: safe on any file system. */
    @JsonIgnore
    public String directory() {
        return DirectoryName.of(source.name());
    }

    /** The type by which a stored column is in the backup: what rounding makes of 32 bits, a double's 0.1, may have 64. */
    public LogicalType stagedAs(Column column) {
        boolean widened = column.type() instanceof LogicalType.Real && conversions.make(Becomes.ROUNDED, column);
        return widened ? new LogicalType.Real(64) : column.type();
    }
}

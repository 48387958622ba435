package dev.sterna.changes;

/** How many rows of the target are wrong, by kind. */
public record ChangeCounts(long missing, long changed, long extra) {
    public static final ChangeCounts NONE = new ChangeCounts(0, 0, 0);

    public long total() {
        return missing + changed + extra;
    }

    /** How many rows are to be brought or removed. */
    public long toBring(Deletes deletes) {
        return deletes == Deletes.ALLOWED ? total() : missing + changed;
    }

    long of(ChangeKind kind) {
        return switch (kind) {
            case MISSING -> missing;
            case CHANGED -> changed;
            case EXTRA -> extra;
        };
    }

    public ChangeCounts plus(ChangeCounts other) {
        return new ChangeCounts(missing + other.missing, changed + other.changed, extra + other.extra);
    }

    ChangeCounts plus(ChangeKind kind) {
        return switch (kind) {
            case MISSING -> new ChangeCounts(missing + 1, changed, extra);
            case CHANGED -> new ChangeCounts(missing, changed + 1, extra);
            case EXTRA -> new ChangeCounts(missing, changed, extra + 1);
        };
    }

    /**
     * How many rows may be inserted. Where no key tells rows apart, one that was updated is one missing and one too many: while
     * the latter stays, the former would make it two.
     */
    public long insertable(Deletes deletes, boolean keyed) {
        return keyed || deletes == Deletes.ALLOWED ? missing : Math.max(0, missing - extra);
    }

    /** As in {@code 3 missing, 1 changed, 2 too many}. */
    public String words() {
        return missing + " missing, " + changed + " changed, " + extra + " too many";
    }
}

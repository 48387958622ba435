package dev.sterna.diff;

/** A stretch of the way from the source to the target, on which rows can get lost. In the order of the way. */
enum Hop {
    /** What the source holds now is not what was read of it for the backup. */
    SOURCE_BACKUP("source-backup", "between source and backup: the source does not hold what was staged of it"),
    /** The files do not hold any more what was written into them. */
    BACKUP_FILE("backup-file", "in the backup: its files do not hold what was staged"),
    /** The target does not hold what the backup holds. */
    BACKUP_TARGET("backup-target", "between backup and target: the target does not hold what was staged");

    private final String label;
    private final String meaning;

    Hop(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** As JSON has it. */
    String label() {
        return label;
    }

    /** For a message. */
    String meaning() {
        return meaning;
    }
}

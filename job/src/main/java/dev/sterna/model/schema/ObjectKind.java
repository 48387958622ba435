package dev.sterna.model.schema;

/** Kinds of objects, in the words of messages and reports. */
public enum ObjectKind {
    SCHEMA,
    TABLE,
    COLUMN,
    DEFAULT,
    GENERATED_COLUMN,
    IDENTITY,
    PRIMARY_KEY,
    UNIQUE_CONSTRAINT,
    INDEX,
    FOREIGN_KEY,
    CHECK,
    EXCLUSION,
    PARTITIONING,
    INHERITANCE,
    SEQUENCE,
    VIEW,
    MATERIALIZED_VIEW,
    TRIGGER,
    ROUTINE,
    EVENT,
    DOMAIN,
    ENUM,
    COMPOSITE,
    RANGE,
    EXTENSION,
    POLICY,
    COMMENT,
    OWNER,
    GRANT,
    SETTING,
    SYSTEM_VERSIONING,
    OTHER;

    /** Such as {@code foreign key}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}

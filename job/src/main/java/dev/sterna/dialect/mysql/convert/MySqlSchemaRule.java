package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.rules.ConversionRule;

/** How objects of PostgreSQL that belong to no table become those of MySQL and MariaDB. */
enum MySqlSchemaRule implements ConversionRule {
    SCHEMA_KEPT,

    SEQUENCE_KEPT,
    SEQUENCE_BOUNDED,
    SEQUENCE_OF_COLUMN,
    SEQUENCE_BY_HAND,

    VIEW_KEPT,
    VIEW_COLUMN_RENAMED,
    VIEW_BY_HAND,
    MATERIALIZED_BY_HAND,
    VIEW_COMMENT_DROPPED,

    ENUM_AS_TYPE,
    DOMAIN_INLINED,
    COMPOSITE_AS_TEXT,
    RANGE_AS_TEXT,
    TYPE_COMMENT_DROPPED,

    TRIGGER_BY_HAND,
    ROUTINE_BY_HAND,

    EXTENSION_NOT_NEEDED,
    EXTENSION_BY_HAND,

    OWNER_DROPPED,
    GRANT_BY_HAND,
    GRANT_NOT_NEEDED,

    OTHER_SETTING_DROPPED,
    OTHER_COMMENT_DROPPED,
    OTHER_BY_HAND,
    OTHER_IMPOSSIBLE
}

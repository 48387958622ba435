package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.rules.ConversionRule;

/** What becomes of what only one of MySQL and MariaDB has, or an older version lacks, on the other. */
enum ProductRule implements ConversionRule {
    UUID,
    INTERNET_ADDRESS,
    VECTOR,
    JSON,
    SPATIAL_REFERENCE,
    COLLATION,
    TABLE_COLLATION,
    ENGINE,
    TABLE_OPTION,
    PERIOD,
    WITHOUT_OVERLAPS,
    SYSTEM_VERSIONING,
    ROW_TIME,
    SEQUENCE,
    DEFAULT,
    GENERATED_COLUMN,
    GENERATED_VALUES,
    CHECK,
    CHECK_NOT_ENFORCED,
    CHECK_NAME,
    EXPRESSION_INDEX,
    HASH_INDEX,
    VECTOR_INDEX,
    INDEX_OF_LOST_COLUMN,
    FOREIGN_KEY_OF_LOST_COLUMN,
    FULLTEXT_PARSER,
    DESCENDING,
    INVISIBLE_INDEX,
    PARTITIONING,
    VIEW,
    ROUTINE,
    TRIGGER,
    EVENT,
    GRANT,
    GRANT_TO_ROLE
}

package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.ConversionRule;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Verdict.Place;
import java.util.Locale;

/** What becomes of what only one of MySQL and MariaDB has, or an older version lacks, on the other. */
enum ProductRule implements ConversionRule {
    UUID(
            ObjectKind.COLUMN,
            Place.WITH_LOSS,
            "uuid of MariaDB",
            "char(36) in ascii_bin",
            "the server has no type uuid, so that nothing checks what is written",
            null),
    INTERNET_ADDRESS(
            ObjectKind.COLUMN,
            Place.WITH_LOSS,
            "inet4, inet6 of MariaDB",
            "varchar in ascii_bin",
            "the server has no type for addresses, so that nothing checks what is written, and they sort as texts",
            null),
    VECTOR(
            ObjectKind.COLUMN,
            Place.WITH_LOSS,
            "vector",
            "longblob",
            "the server has no vectors; the octets are kept",
            null),
    JSON(
            ObjectKind.COLUMN,
            Place.WITH_LOSS,
            "json of MySQL",
            "longtext with CHECK (json_valid(...))",
            "MariaDB keeps a document as the text that it was written as, and compares it as one",
            null),
    SPATIAL_REFERENCE(
            ObjectKind.COLUMN,
            Place.WITH_LOSS,
            "SRID of a column of MySQL",
            "a column without",
            "MariaDB does not check the reference system of values",
            null),
    COLLATION(
            ObjectKind.COLUMN,
            Place.WITH_LOSS,
            "a collation that the other product lacks",
            "the nearest one",
            "the server lacks the collation; another version of the Unicode rules, or other rules for blanks at the end,"
                    + " may order and compare some texts differently",
            null),
    TABLE_COLLATION(
            ObjectKind.TABLE,
            Place.WITH_LOSS,
            "a default collation that the other product lacks",
            "the nearest one",
            "the server lacks the collation; another version of the Unicode rules, or other rules for blanks at the end,"
                    + " may order and compare some texts differently",
            null),
    ENGINE(
            ObjectKind.TABLE,
            Place.WITH_LOSS,
            "a storage engine that the other product lacks",
            "InnoDB",
            "the server lacks the storage engine, or does not divide its tables",
            null),
    TABLE_OPTION(
            ObjectKind.TABLE,
            Place.WITH_LOSS,
            "table options that only one product has",
            "a table without",
            "the server lacks an option of the table",
            null),
    PERIOD(
            ObjectKind.TABLE,
            Place.WITH_LOSS,
            "PERIOD FOR of MariaDB",
            "a table without, its two columns as they are",
            "MySQL has no periods",
            "Check by a constraint that the end is after the start"),
    SYSTEM_VERSIONING(
            ObjectKind.SYSTEM_VERSIONING,
            Place.IMPOSSIBLE,
            "system-versioned tables of MariaDB",
            null,
            "MySQL keeps no former rows; the table is made without them",
            "Exclude it, or keep former rows in a table of their own that triggers fill"),
    ROW_TIME(
            ObjectKind.GENERATED_COLUMN,
            Place.IMPOSSIBLE,
            "columns AS ROW START, AS ROW END of MariaDB",
            null,
            "MySQL keeps no former rows, nor from when to when a row was",
            "Exclude it, or keep former rows in a table of their own that triggers fill"),
    SEQUENCE(
            ObjectKind.SEQUENCE,
            Place.BY_HAND,
            "sequences of MariaDB",
            null,
            "MySQL has no sequences",
            "Use AUTO_INCREMENT, or a table of one row that a function counts up"),
    DEFAULT(
            ObjectKind.DEFAULT,
            Place.BY_HAND,
            "a default that only one product understands",
            null,
            "the server does not understand the default",
            "Set it by a trigger or in the application"),
    GENERATED_COLUMN(
            ObjectKind.GENERATED_COLUMN,
            Place.BY_HAND,
            "a computed column that only one product understands",
            null,
            "the server does not understand the expression; the table is made without the column",
            "Add the column with an expression that the server understands"),
    CHECK(
            ObjectKind.CHECK,
            Place.BY_HAND,
            "a check that only one product understands",
            null,
            "the server does not understand the condition",
            "Add the check with a condition that the server understands"),
    CHECK_NOT_ENFORCED(
            ObjectKind.CHECK,
            Place.BY_HAND,
            "CHECK ... NOT ENFORCED of MySQL",
            null,
            "MariaDB enforces every check",
            "Add it if all rows fulfil it"),
    CHECK_NAME(
            ObjectKind.CHECK,
            Place.CONVERTED,
            "a check called as one of another table",
            "the check with the table's name before its own",
            "in MySQL the name of a check is unique in its schema",
            null),
    EXPRESSION_INDEX(
            ObjectKind.INDEX,
            Place.BY_HAND,
            "an index over an expression, or over the members of a JSON array, of MySQL",
            null,
            "MariaDB indexes columns only",
            "Add a computed column and an index over it"),
    HASH_INDEX(
            ObjectKind.INDEX,
            Place.BY_HAND,
            "a unique index of MariaDB over whole long texts",
            null,
            "MySQL indexes only the beginning of long texts",
            "Add a computed column with a hash of the text, and a unique index over it"),
    VECTOR_INDEX(ObjectKind.INDEX, Place.BY_HAND, "a vector index", null, "the server has no vector indexes", null),
    INDEX_OF_LOST_COLUMN(
            ObjectKind.INDEX,
            Place.BY_HAND,
            "a key over a column that the other product cannot have",
            null,
            "a column of it is not there",
            "Add it over the columns that are there"),
    FOREIGN_KEY_OF_LOST_COLUMN(
            ObjectKind.FOREIGN_KEY,
            Place.BY_HAND,
            "a foreign key over a column that the other product cannot have",
            null,
            "a column of it is not there",
            null),
    FULLTEXT_PARSER(
            ObjectKind.INDEX,
            Place.WITH_LOSS,
            "FULLTEXT ... WITH PARSER of MySQL",
            "a full-text index",
            "MariaDB does not have the parser, and cuts words at blanks",
            null),
    DESCENDING(
            ObjectKind.INDEX,
            Place.WITH_LOSS,
            "a descending index",
            "an ascending one",
            "MariaDB before 10.8 sorts all indexes upwards",
            null),
    INVISIBLE_INDEX(
            ObjectKind.INDEX,
            Place.CONVERTED,
            "an INVISIBLE index of MySQL, an IGNORED one of MariaDB",
            "the other product's equal",
            null,
            null),
    PARTITIONING(
            ObjectKind.PARTITIONING,
            Place.BY_HAND,
            "a division by system time, or a DEFAULT partition of a list, of MariaDB",
            null,
            "MySQL has neither; the table is made in one piece",
            "Divide it in another way"),
    VIEW(
            ObjectKind.VIEW,
            Place.BY_HAND,
            "a view that only one product understands",
            null,
            "the server does not understand the query",
            "Create it with a query that the server understands"),
    ROUTINE(
            ObjectKind.ROUTINE,
            Place.BY_HAND,
            "aggregate functions, packages, programs in Oracle's language, functions of one product only",
            null,
            "the server does not understand it",
            "Write it anew"),
    TRIGGER(
            ObjectKind.TRIGGER,
            Place.BY_HAND,
            "a trigger that only one product understands",
            null,
            "the server does not understand it",
            "Write it anew"),
    EVENT(
            ObjectKind.EVENT,
            Place.BY_HAND,
            "an event that only one product understands",
            null,
            "the server does not understand it",
            "Write it anew"),
    GRANT(
            ObjectKind.GRANT,
            Place.WITH_LOSS,
            "privileges that only one product has",
            "the others",
            "the server has no such privilege",
            null),
    GRANT_TO_ROLE(
            ObjectKind.GRANT,
            Place.BY_HAND,
            "a grant to a role of MariaDB",
            null,
            "roles of MariaDB have no host, those of MySQL are accounts",
            "Create the role and grant it");

    private final ObjectKind kind;
    private final Place place;
    private final String what;
    private final String becomes;
    private final String reason;
    private final String remedy;

    ProductRule(ObjectKind kind, Place place, String what, String becomes, String reason, String remedy) {
        this.kind = kind;
        this.place = place;
        this.what = what;
        this.becomes = becomes;
        this.reason = reason;
        this.remedy = remedy;
    }

    @Override
    public String id() {
        return "product-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public ObjectKind kind() {
        return kind;
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public String becomes() {
        return becomes;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}

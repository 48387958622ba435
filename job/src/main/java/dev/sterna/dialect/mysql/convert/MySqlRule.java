package dev.sterna.dialect.mysql.convert;

import static dev.sterna.dialect.mysql.convert.ForeignRule.byHand;
import static dev.sterna.dialect.mysql.convert.ForeignRule.impossible;
import static dev.sterna.dialect.mysql.convert.ForeignRule.kept;
import static dev.sterna.dialect.mysql.convert.ForeignRule.loss;
import static dev.sterna.model.schema.ObjectKind.CHECK;
import static dev.sterna.model.schema.ObjectKind.COLUMN;
import static dev.sterna.model.schema.ObjectKind.COMMENT;
import static dev.sterna.model.schema.ObjectKind.DEFAULT;
import static dev.sterna.model.schema.ObjectKind.EXCLUSION;
import static dev.sterna.model.schema.ObjectKind.FOREIGN_KEY;
import static dev.sterna.model.schema.ObjectKind.GENERATED_COLUMN;
import static dev.sterna.model.schema.ObjectKind.IDENTITY;
import static dev.sterna.model.schema.ObjectKind.INDEX;
import static dev.sterna.model.schema.ObjectKind.INHERITANCE;
import static dev.sterna.model.schema.ObjectKind.PARTITIONING;
import static dev.sterna.model.schema.ObjectKind.POLICY;
import static dev.sterna.model.schema.ObjectKind.PRIMARY_KEY;
import static dev.sterna.model.schema.ObjectKind.TABLE;
import static dev.sterna.model.schema.ObjectKind.UNIQUE_CONSTRAINT;

/** How tables of PostgreSQL and what belongs to them become those of MySQL and MariaDB. */
enum MySqlRule implements ForeignRule {
    TABLE_KEPT(kept(TABLE, "table", "InnoDB table")),
    TABLE_RENAMED(kept(TABLE, "table whose name is changed", "table of another name", "the plan gives it that name")),
    STORAGE_DROPPED(kept(
            TABLE,
            "storage parameters, tablespace, access method",
            null,
            "they tune how PostgreSQL stores a table; rows mean the same without them")),
    UNLOGGED_LOGGED(loss(
            TABLE,
            "unlogged table",
            "table",
            "InnoDB writes every table to its log: it survives a crash, and is slower")),
    INHERITANCE_APART(loss(
            INHERITANCE,
            "table that inherits",
            "a table by itself",
            "MySQL has no inheritance: queries on the parent no longer see the rows of its children")),
    ROW_SECURITY_BY_HAND(byHand(
            POLICY,
            "row-level security",
            "MySQL has no policies: whoever may read the table reads all of its rows",
            "Grant no privileges on the table, but on views that show each user its rows")),

    COLUMN_RENAMED(loss(
            COLUMN,
            "column whose name MySQL cannot take, or differs from another's by case only",
            "column of a name that is like it",
            "names have up to 64 characters of the basic plane, do not end in a blank, and differ by more than case")),
    COLLATION_DROPPED(loss(
            COLUMN,
            "column with a collation of its own",
            "a binary collation",
            "collations are other ones in MySQL: it sorts by code point, and equal is what has equal octets")),
    COLUMN_COMMENT_CUT(
            loss(COMMENT, "comment of a column with more than 1024 characters", "its beginning", "MySQL takes 1024")),
    TABLE_COMMENT_CUT(
            loss(COMMENT, "comment of a table with more than 2048 characters", "its beginning", "MySQL takes 2048")),
    CONSTRAINT_COMMENT_DROPPED(
            loss(COMMENT, "comment of a foreign key or check", null, "MySQL has no comments on constraints")),

    DEFAULT_KEPT(kept(DEFAULT, "default", "default")),
    DEFAULT_OF_DOMAIN(kept(DEFAULT, "default of the column's domain", "default of the column")),
    DEFAULT_SEQUENCE(kept(DEFAULT, "default that takes a sequence's next value, to MariaDB", "default nextval(...)")),
    DEFAULT_BY_HAND(byHand(
            DEFAULT,
            "default that does not translate, or takes a sequence's next value, to MySQL",
            "MySQL has no equal",
            "Write the default by hand: ALTER TABLE ... ALTER COLUMN ... SET DEFAULT (...), or a trigger BEFORE"
                    + " INSERT")),
    GENERATED_KEPT(kept(GENERATED_COLUMN, "generated column", "generated column, stored or virtual as it was")),
    GENERATED_BY_HAND(byHand(
            GENERATED_COLUMN,
            "generated column whose expression does not translate",
            "MySQL has no equal",
            "Write the expression in MySQL's functions, and add the column after the load")),
    IDENTITY_KEPT(kept(
            IDENTITY,
            "identity or serial column",
            "AUTO_INCREMENT, with an index where no key begins with the column",
            "it goes on where the source stands")),
    IDENTITY_SIMPLIFIED(loss(
            IDENTITY,
            "identity ALWAYS, or a counter with steps, bounds or a cycle",
            "AUTO_INCREMENT",
            "AUTO_INCREMENT counts by one up to the type's end, and takes values that an INSERT gives")),
    IDENTITY_SEQUENCE(kept(
            IDENTITY,
            "second identity or serial column of a table, or one that takes NULL, counts down or is no integer, to"
                    + " MariaDB",
            "sequence, taken by the column's default",
            "MySQL has one AUTO_INCREMENT in a table, an integer that is never NULL and counts up")),
    IDENTITY_BY_HAND(byHand(
            IDENTITY,
            "second identity or serial column of a table, or one that takes NULL, counts down or is no integer, to"
                    + " MySQL",
            "MySQL has one AUTO_INCREMENT in a table, an integer that is never NULL and counts up",
            "Fill the column by a trigger BEFORE INSERT, or in the application")),

    PRIMARY_KEY_KEPT(kept(PRIMARY_KEY, "primary key", "PRIMARY KEY", "MySQL calls each PRIMARY")),
    UNIQUE_KEPT(kept(UNIQUE_CONSTRAINT, "unique constraint", "unique key")),
    KEY_DEFERRABLE(loss(
            UNIQUE_CONSTRAINT,
            "deferrable key",
            "key that is checked row by row",
            "MySQL has no deferrable constraints: an UPDATE that swaps values may fail")),
    KEY_INCLUDE_DROPPED(loss(
            UNIQUE_CONSTRAINT, "INCLUDE columns of a key or index", null, "MySQL's indexes carry no other columns")),
    KEY_BY_HAND(byHand(
            UNIQUE_CONSTRAINT,
            "key over a column that does not convert, or too long for an index, or of more than 16 columns",
            "MySQL cannot have it",
            "Choose shorter types for its columns in sterna.types.map, or make a unique key over a generated"
                    + " column with a hash of them")),
    KEY_NULLS_BY_HAND(byHand(
            UNIQUE_CONSTRAINT,
            "unique key NULLS NOT DISTINCT over nullable columns",
            "two NULLs are never equal to a key of MySQL",
            "Declare the columns NOT NULL, or make a unique key over a generated column that is never NULL")),

    INDEX_KEPT(kept(INDEX, "B-tree or hash index", "B-tree index")),
    INDEX_PREFIX(loss(
            INDEX,
            "index over a long text or octets",
            "index over the beginning of the values",
            "an index entry has room for 3072 octets: it does not sort, and is no covering index")),
    INDEX_WHOLE(loss(
            INDEX,
            "partial index",
            "index over all rows",
            "MySQL has no partial indexes: it is larger, and written with every row")),
    INDEX_PARTIAL_UNIQUE(byHand(
            INDEX,
            "partial unique index",
            "MySQL has no partial indexes, and all rows need not be unique",
            "Add a generated column that is NULL where the predicate is not true, and a unique key over it")),
    INDEX_ORDER(loss(
            INDEX,
            "order or collation of an index's column",
            "the column's own, ascending where MariaDB is older than 10.8",
            "MySQL sorts NULL first and each column by its own collation")),
    INDEX_EXPRESSION(kept(INDEX, "index over an expression, to MySQL", "functional index")),
    INDEX_EXPRESSION_BY_HAND(byHand(
            INDEX,
            "index over an expression, to MariaDB, or one that does not translate",
            "MariaDB has no functional indexes, and MySQL none over expressions of long texts",
            "Add a generated column with the expression, and an index over it")),
    INDEX_FULLTEXT(loss(
            INDEX,
            "GIN or GiST index for text search or trigrams over text columns",
            "FULLTEXT index",
            "queries must say MATCH (...) AGAINST (...); words are cut by other rules, not stemmed, and"
                    + " differ by case")),
    INDEX_METHOD_BY_HAND(byHand(
            INDEX,
            "GIN, GiST, SP-GiST or other index, or one with an operator class of its own",
            "MySQL has no such index",
            "See which queries need it, and index a generated column for them")),
    INDEX_BRIN_DROPPED(
            loss(INDEX, "BRIN index", null, "MySQL has none; partitions or an index on the column do what it did")),
    INDEX_INVALID_DROPPED(
            loss(INDEX, "invalid index", null, "the source does not use it either: an attempt to make it has failed")),

    FOREIGN_KEY_KEPT(kept(FOREIGN_KEY, "foreign key", "foreign key, with an index for it where there is none")),
    FOREIGN_KEY_DEFERRABLE(loss(
            FOREIGN_KEY,
            "deferrable foreign key",
            "foreign key that is checked row by row",
            "MySQL has no deferrable constraints: a transaction must write the referenced row first")),
    FOREIGN_KEY_DEFAULT_DROPPED(loss(
            FOREIGN_KEY,
            "foreign key with SET DEFAULT",
            "foreign key with NO ACTION",
            "InnoDB has no SET DEFAULT: the change of the referenced row is refused")),
    FOREIGN_KEY_MATCH_FULL(loss(
            FOREIGN_KEY,
            "foreign key MATCH FULL over several columns",
            "foreign key",
            "InnoDB takes a reference that is NULL in part for none")),
    FOREIGN_KEY_VALIDATED(loss(
            FOREIGN_KEY,
            "foreign key NOT VALID",
            "foreign key",
            "MySQL has none that holds for new rows only: it is refused while rows refer to nothing")),
    FOREIGN_KEY_SELF_UPDATE(loss(
            FOREIGN_KEY,
            "foreign key of a table to itself with ON UPDATE CASCADE or SET NULL",
            "foreign key",
            "InnoDB refuses such an update of the referenced row")),
    FOREIGN_KEY_BY_HAND(byHand(
            FOREIGN_KEY,
            "foreign key to a table that is not migrated, between unequal types, over generated columns, or with"
                    + " SET NULL on a column that is NOT NULL or for some of its columns",
            "MySQL cannot have it",
            "Add what is missing, or make the types equal in sterna.types.map, and create the key by hand")),

    CHECK_KEPT(kept(CHECK, "check constraint", "check constraint")),
    CHECK_OF_DOMAIN(kept(CHECK, "check of a domain", "check of each column of that domain")),
    CHECK_OF_ENUM(kept(CHECK, "enumeration that becomes a text", "check that lists its values")),
    CHECK_VALIDATED(loss(
            CHECK,
            "check constraint NOT VALID",
            "check constraint",
            "MySQL checks the rows that are there too: it is refused while one of them is against it")),
    CHECK_NOT_ENFORCED(loss(
            CHECK,
            "check constraint NOT ENFORCED, to MariaDB",
            null,
            "MariaDB has none, and nothing is checked by it")),
    CHECK_BY_HAND(byHand(
            CHECK,
            "check constraint that does not translate, or uses a column that counts or that a foreign key changes",
            "MySQL has no equal",
            "Write the check by hand: ALTER TABLE ... ADD CONSTRAINT ... CHECK (...), or a trigger")),
    EXCLUSION_IMPOSSIBLE(impossible(
            EXCLUSION,
            "exclusion constraint, key WITHOUT OVERLAPS",
            "MySQL has no constraint between rows but equality",
            "Write a trigger that looks for overlapping rows, and put the constraint into sterna.objects.exclude")),

    PARTITIONS_KEPT(kept(
            PARTITIONING, "partitions by RANGE or LIST of columns", "partitions by RANGE COLUMNS or LIST COLUMNS")),
    PARTITIONS_REHASHED(kept(
            PARTITIONING,
            "partitions by HASH",
            "as many partitions by HASH or KEY",
            "rows go to other partitions: MySQL hashes in its own way")),
    PARTITIONS_WIDENED(loss(
            PARTITIONING,
            "partitions by RANGE with gaps between them, or a default partition",
            "partitions without gaps",
            "a partition of MySQL begins where the one before it ends: it takes rows of the gap too, which the"
                    + " source refuses or keeps in its default partition")),
    PARTITIONS_FLATTENED(loss(
            PARTITIONING,
            "partitions of partitions",
            "partitions of the first level",
            "MySQL has sub-partitions by HASH or KEY only, alike in every partition")),
    PARTITIONS_DROPPED(loss(
            PARTITIONING,
            "partitions by an expression, of a table with foreign keys, or otherwise without an equal",
            "one table without partitions",
            "MySQL has no such partitions")),
    PARTITION_PART(kept(
            TABLE, "partition with its keys and indexes", null, "they are those of the table that it is a part of")),
    PARTITION_OWN(loss(
            TABLE,
            "key, index, constraint or default that only a partition has",
            null,
            "partitions of MySQL are all alike"));

    private final Text text;

    MySqlRule(Text text) {
        this.text = text;
    }

    @Override
    public Text text() {
        return text;
    }
}

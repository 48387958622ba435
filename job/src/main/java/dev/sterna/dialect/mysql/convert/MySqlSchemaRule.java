package dev.sterna.dialect.mysql.convert;

import static dev.sterna.dialect.mysql.convert.ForeignRule.byHand;
import static dev.sterna.dialect.mysql.convert.ForeignRule.impossible;
import static dev.sterna.dialect.mysql.convert.ForeignRule.kept;
import static dev.sterna.dialect.mysql.convert.ForeignRule.loss;
import static dev.sterna.model.schema.ObjectKind.COMMENT;
import static dev.sterna.model.schema.ObjectKind.COMPOSITE;
import static dev.sterna.model.schema.ObjectKind.DOMAIN;
import static dev.sterna.model.schema.ObjectKind.ENUM;
import static dev.sterna.model.schema.ObjectKind.EXTENSION;
import static dev.sterna.model.schema.ObjectKind.GRANT;
import static dev.sterna.model.schema.ObjectKind.MATERIALIZED_VIEW;
import static dev.sterna.model.schema.ObjectKind.OTHER;
import static dev.sterna.model.schema.ObjectKind.OWNER;
import static dev.sterna.model.schema.ObjectKind.RANGE;
import static dev.sterna.model.schema.ObjectKind.ROUTINE;
import static dev.sterna.model.schema.ObjectKind.SCHEMA;
import static dev.sterna.model.schema.ObjectKind.SEQUENCE;
import static dev.sterna.model.schema.ObjectKind.TRIGGER;
import static dev.sterna.model.schema.ObjectKind.VIEW;

/** How objects of PostgreSQL that belong to no table become those of MySQL and MariaDB. */
enum MySqlSchemaRule implements ForeignRule {
    SCHEMA_KEPT(kept(SCHEMA, "schema", "database")),

    SEQUENCE_KEPT(kept(SEQUENCE, "sequence, to MariaDB", "sequence, which goes on where the source stands")),
    SEQUENCE_BOUNDED(loss(
            SEQUENCE,
            "sequence that ends at the last number of 64 bits, to MariaDB",
            "sequence that ends one before it",
            "MariaDB keeps the last one for itself")),
    SEQUENCE_OF_COLUMN(kept(
            SEQUENCE, "sequence of a serial column", null, "the column counts by itself, or says what becomes of it")),
    SEQUENCE_BY_HAND(byHand(
            SEQUENCE,
            "sequence, to MySQL, or one that is used up or whose state this role may not see",
            "MySQL has no sequences, and nobody can go on from a number that is not there",
            "Make a table with one row that a function counts up, or let the application count")),

    VIEW_KEPT(kept(VIEW, "view", "view")),
    VIEW_BY_HAND(byHand(
            VIEW,
            "view whose query does not translate",
            "its query does not translate",
            "Write the query in MySQL's SQL: CREATE VIEW ... AS ...")),
    MATERIALIZED_BY_HAND(byHand(
            MATERIALIZED_VIEW,
            "materialized view, with its indexes",
            "MySQL has no materialized views",
            "Make a table of the query's rows, and an event that fills it again")),
    VIEW_COMMENT_DROPPED(loss(COMMENT, "comment of a view or of its columns", null, "MySQL has no comments on views")),

    ENUM_AS_TYPE(loss(
            ENUM,
            "enumeration",
            "the type of each of its columns",
            "MySQL has no types of its users: a new value must be added to every column")),
    DOMAIN_INLINED(loss(
            DOMAIN,
            "domain",
            "type, default, NOT NULL and checks of each of its columns",
            "MySQL has no domains: a change must be made at every column")),
    COMPOSITE_AS_TEXT(loss(
            COMPOSITE, "composite type", null, "MySQL has none: columns of it hold PostgreSQL's text of the values")),
    RANGE_AS_TEXT(
            loss(RANGE, "range type", null, "MySQL has none: columns of it hold PostgreSQL's text of the values")),
    TYPE_COMMENT_DROPPED(loss(COMMENT, "comment of a type", null, "MySQL has no types of its users")),

    TRIGGER_BY_HAND(byHand(
            TRIGGER,
            "trigger",
            "programs are not translated",
            "Write the trigger in MySQL's language by hand; the original is in the by-hand directory of the run")),
    ROUTINE_BY_HAND(byHand(
            ROUTINE,
            "function, procedure or aggregate",
            "programs are not translated",
            "Write it in MySQL's language by hand; the original is in the by-hand directory of the run")),

    EXTENSION_NOT_NEEDED(kept(
            EXTENSION,
            "extension that comes with PostgreSQL",
            null,
            "MySQL needs none: columns, defaults and indexes that use it say themselves what becomes of them")),
    EXTENSION_BY_HAND(byHand(
            EXTENSION,
            "any other extension",
            "MySQL has no extensions",
            "See what the application uses of it, and do that in the application")),

    OWNER_DROPPED(loss(
            OWNER, "owner", null, "MySQL's objects have no owners: grant privileges to the accounts that need them")),
    GRANT_BY_HAND(byHand(
            GRANT,
            "grant",
            "roles of PostgreSQL are no accounts of MySQL",
            "Create the account or role, and grant by hand as the draft does")),
    GRANT_NOT_NEEDED(kept(
            GRANT,
            "grant on a type or the use of a schema, to the owner, or one that takes away what everybody may by"
                    + " default",
            null,
            "MySQL has no such privileges, and gives none by default")),

    OTHER_SETTING_DROPPED(loss(
            OTHER,
            "settings of columns, indexes and views, statistics objects, collations, cluster order, replica"
                    + " identity, names of NOT NULL constraints",
            null,
            "they are PostgreSQL's own, and mean nothing to MySQL")),
    OTHER_COMMENT_DROPPED(loss(COMMENT, "comment of anything else", null, "MySQL has no place for it")),
    OTHER_BY_HAND(byHand(
            OTHER,
            "rule, publication, subscription, foreign table and server, event trigger, operator, cast, text search"
                    + " configuration, default privileges, large objects, default of a view's column",
            "MySQL has no equal",
            "See whether the application needs it, and do it with replication, triggers, grants or a program")),
    OTHER_IMPOSSIBLE(impossible(
            OTHER,
            "access method, language, transform, base type, conversion",
            "MySQL cannot be extended by such objects",
            "Change what uses it, and put it into sterna.objects.exclude"));

    private final Text text;

    MySqlSchemaRule(Text text) {
        this.text = text;
    }

    @Override
    public Text text() {
        return text;
    }
}

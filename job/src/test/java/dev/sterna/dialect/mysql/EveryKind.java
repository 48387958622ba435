package dev.sterna.dialect.mysql;

import dev.sterna.embedded.Engine;
import java.util.ArrayList;
import java.util.List;

/** A shop that has one of every kind of object, with names and texts that are easily broken. */
public final class EveryKind {
    private EveryKind() {}

    /** Statements to be run one after another on one connection; {@code {OTHER}} stands for a second database. */
    public static List<String> statements(Engine engine, String other) {
        List<String> all = new ArrayList<>(TABLES);
        all.addAll(engine == Engine.MARIADB ? MARIADB : MYSQL);
        all.addAll(PROGRAMS);
        return all.stream()
                .map(sql -> sql.replace("{OTHER}", "`" + other + "`"))
                .toList();
    }

    private static final List<String> TABLES = List.of(
            "CREATE TABLE {OTHER}.countries (code char(2) CHARACTER SET ascii PRIMARY KEY, name varchar(40))",
            """
            CREATE TABLE customers (
              id int unsigned NOT NULL AUTO_INCREMENT,
              code int(8) unsigned zerofill NOT NULL DEFAULT 7,
              name varchar(50) CHARACTER SET latin1 COLLATE latin1_german1_ci NOT NULL
                DEFAULT 'it''s "a" \\\\ b, c' COMMENT 'Kunde''s \\\\ name',
              mood enum('a,b','it''s','back\\\\slash','','plain') NOT NULL DEFAULT 'a,b',
              tags set('x y','q''q','z') DEFAULT 'x y,z',
              amount decimal(12,3) NOT NULL DEFAULT -1.5,
              ratio double DEFAULT 1e20,
              flags bit(5) DEFAULT b'10101',
              raw varbinary(4) DEFAULT x'00ff2761',
              fixed binary(3) DEFAULT 'a',
              small tinyint(1) DEFAULT NULL,
              `empty` varchar(5) NOT NULL DEFAULT '',
              lines_ varchar(9) DEFAULT 'a\\nb',
              created timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
              seen datetime DEFAULT CURRENT_TIMESTAMP,
              born date DEFAULT '2024-02-29',
              opens time(2) DEFAULT '-12:00:00.50',
              since year DEFAULT 2024,
              token varchar(36) DEFAULT (uuid()),
              words varchar(20) DEFAULT (concat('a', 'it''s \\\\ ')),
              notes text,
              photo mediumblob,
              total decimal(14,3) GENERATED ALWAYS AS (amount * 2) STORED COMMENT 'twice',
              label varchar(60) GENERATED ALWAYS AS (concat(name, '''s \\\\ ')) VIRTUAL,
              doc json,
              country char(2) CHARACTER SET ascii,
              boss int unsigned,
              hidden int DEFAULT 5 /*!80023 INVISIBLE *//*M! INVISIBLE */,
              PRIMARY KEY (id) COMMENT 'the key',
              UNIQUE KEY uk_name (name, mood) COMMENT 'no twins',
              UNIQUE KEY uk_prefix (notes(12)),
              KEY ix_prefix (notes(10), small),
              KEY ix_desc (amount DESC, born),
              KEY ix_blind (born) /*!80000 INVISIBLE *//*M! IGNORED */,
              FULLTEXT KEY ft (notes),
              CONSTRAINT fk_boss FOREIGN KEY (boss) REFERENCES customers (id) ON DELETE SET NULL ON UPDATE CASCADE,
              CONSTRAINT fk_country FOREIGN KEY (country) REFERENCES {OTHER}.countries (code),
              CONSTRAINT ck_amount CHECK (amount > -100 AND name <> 'it''s \\\\')
            ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC STATS_PERSISTENT=1 DEFAULT CHARSET=utf8mb4
              COLLATE=utf8mb4_unicode_ci COMMENT='it''s; \\\\ all'""",
            "CREATE TABLE `odd ``name.` (`a b` int PRIMARY KEY, `select` int, `ünï` int,"
                    + " UNIQUE KEY `u``k` (`select`), KEY `ünï` (`ünï`))",
            "CREATE TABLE orders (id bigint unsigned AUTO_INCREMENT PRIMARY KEY, customer int unsigned NOT NULL,"
                    + " invoice bigint unsigned, CONSTRAINT fk_customer FOREIGN KEY (customer) REFERENCES customers"
                    + " (id) ON DELETE CASCADE ON UPDATE RESTRICT) AUTO_INCREMENT=500",
            "CREATE TABLE invoices (id bigint unsigned PRIMARY KEY, number int, ordered bigint unsigned,"
                    + " UNIQUE KEY uk (id, number), CONSTRAINT fk_ordered FOREIGN KEY (ordered) REFERENCES orders (id))",
            "ALTER TABLE orders ADD CONSTRAINT fk_invoice FOREIGN KEY (invoice) REFERENCES invoices (id)",
            "CREATE TABLE counted (a varchar(5) PRIMARY KEY, n bigint unsigned NOT NULL AUTO_INCREMENT, x int,"
                    + " KEY x (x), UNIQUE KEY n (n)) AUTO_INCREMENT=1000",
            "CREATE TABLE kept (k int PRIMARY KEY, v varchar(10), KEY h (v) USING HASH, KEY b (v) USING BTREE)"
                    + " ENGINE=MEMORY",
            "CREATE TABLE places (id int PRIMARY KEY, at point NOT NULL /*!80003 SRID 4326 */, SPATIAL KEY sp (at))",
            "CREATE TABLE ranged (id int, made date NOT NULL, PRIMARY KEY (id, made)) PARTITION BY RANGE"
                    + " (year(made)) SUBPARTITION BY HASH (to_days(made)) (PARTITION p0 VALUES LESS THAN (2020)"
                    + " COMMENT = 'it''s old' (SUBPARTITION s0, SUBPARTITION s1), PARTITION `p 1` VALUES LESS THAN"
                    + " MAXVALUE (SUBPARTITION s2, SUBPARTITION s3))",
            "CREATE TABLE by_text (a varchar(9) NOT NULL, b int NOT NULL) PARTITION BY RANGE COLUMNS (a, b)"
                    + " (PARTITION p0 VALUES LESS THAN ('it''s', 5), PARTITION p1 VALUES LESS THAN (MAXVALUE,"
                    + " MAXVALUE))",
            "CREATE TABLE listed (a int) PARTITION BY LIST (a) (PARTITION p0 VALUES IN (1, NULL),"
                    + " PARTITION p1 VALUES IN (2, 3) /*M! , PARTITION pd DEFAULT */)",
            "CREATE TABLE hashed (a int) PARTITION BY LINEAR HASH (a) PARTITIONS 3",
            "CREATE TABLE keyed (a int PRIMARY KEY) PARTITION BY KEY () PARTITIONS 2",
            "INSERT INTO {OTHER}.countries VALUES ('at', 'Austria')",
            "INSERT INTO customers (id, name, country) VALUES (41, 'x', 'at')",
            "DELETE FROM customers");

    private static final List<String> MARIADB = List.of(
            "CREATE SEQUENCE numbers START WITH 10 INCREMENT BY 5 MINVALUE 5 MAXVALUE 1000 CACHE 2 CYCLE"
                    + " COMMENT 'it''s counting'",
            "DO NEXTVAL(numbers)",
            "CREATE TABLE only_here (id int NOT NULL DEFAULT nextval(numbers) CHECK (id > 0), ip inet6, u uuid,"
                    + " long_ text, UNIQUE KEY lh (long_), CONSTRAINT id CHECK (id < 100000))",
            "CREATE TABLE versioned (id int PRIMARY KEY, note varchar(9), loose int WITHOUT SYSTEM VERSIONING)"
                    + " WITH SYSTEM VERSIONING",
            "CREATE TABLE versioned_by_name (id int PRIMARY KEY, rs timestamp(6) GENERATED ALWAYS AS ROW START,"
                    + " re timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (rs, re))"
                    + " WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME INTERVAL 1 MONTH STARTS '2024-01-01 00:00:00' (PARTITION old HISTORY,"
                    + " PARTITION now CURRENT)",
            "CREATE TABLE booked (room int, f date, t date, PERIOD FOR stay (f, t))",
            "CREATE AGGREGATE FUNCTION longest (x int) RETURNS int BEGIN DECLARE r int DEFAULT 0;"
                    + " DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN r; LOOP FETCH GROUP NEXT ROW;"
                    + " IF x > r THEN SET r = x; END IF; END LOOP; END",
            "SET sql_mode = 'ORACLE'",
            "CREATE PACKAGE pack AS FUNCTION one RETURN int; END",
            "CREATE PACKAGE BODY pack AS FUNCTION one RETURN int AS BEGIN RETURN 1; END; END",
            "SET sql_mode = DEFAULT");

    private static final List<String> MYSQL = List.of(
            "CREATE TABLE only_here (id int, name varchar(20), j json DEFAULT (json_object('k', 'it''s')),"
                    + " t text DEFAULT ('a\\\\b'), KEY fx ((lower(name)), (concat(name, 'it''s')) DESC),"
                    + " UNIQUE KEY fu ((id + 1)), CONSTRAINT loose CHECK (id > 0) NOT ENFORCED,"
                    + " FULLTEXT KEY ng (t) WITH PARSER ngram)",
            "CREATE VIEW named_columns (x, `y y`) AS SELECT id, name FROM only_here");

    private static final List<String> PROGRAMS = List.of(
            "CREATE FUNCTION doubled (x int unsigned, y varchar(9) CHARACTER SET latin1) RETURNS varchar(20)"
                    + " CHARACTER SET latin1 DETERMINISTIC NO SQL COMMENT 'it''s twice' RETURN concat(x * 2, y, 'it''s')",
            "CREATE PROCEDURE doubled (IN a int, OUT b int) SQL SECURITY INVOKER SELECT count(*) INTO b FROM customers",
            "SET sql_mode = 'ANSI_QUOTES'",
            "CREATE PROCEDURE \"quoted name\" () SELECT \"id\" FROM \"customers\"",
            "CREATE TRIGGER second_ BEFORE INSERT ON customers FOR EACH ROW SET NEW.\"small\" = 1",
            "SET sql_mode = DEFAULT",
            "CREATE TRIGGER first_ BEFORE INSERT ON customers FOR EACH ROW PRECEDES second_ SET NEW.small = 2",
            "CREATE TRIGGER later AFTER DELETE ON orders FOR EACH ROW BEGIN SET @a = 'it''s \\\\ \\n'; SET @b = OLD.id; END",
            "CREATE VIEW z_base AS SELECT id, name, extract(year FROM c.born) AS y FROM customers c",
            "CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW m_middle AS SELECT b.id, b.name, o.invoice,"
                    + " doubled(b.id, 'x') AS twice FROM z_base b LEFT JOIN orders o ON o.customer = b.id",
            "CREATE VIEW a_top AS SELECT m.name, d.name AS country FROM m_middle m, {OTHER}.countries d",
            "CREATE VIEW some AS SELECT id, amount FROM customers WHERE amount > 5 WITH LOCAL CHECK OPTION",
            "SET time_zone = '+02:00'",
            "CREATE EVENT nightly ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2037-01-01 00:00:00' ENDS"
                    + " '2037-06-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'it''s late' DO DELETE FROM"
                    + " customers WHERE id = 0",
            "CREATE EVENT once ON SCHEDULE AT '2037-01-01 12:00:00' DO SET @x = 'it''s \\\\ \\n'",
            "SET time_zone = '+00:00'");
}

-- A shop that uses every kind of object that the catalogue of PostgreSQL knows. ${owner} and ${reader} are roles. A line
-- for some versions only ends in a note that says so, as in the catalogue's queries. Blocks
-- end in an empty line and are sent one by one, because the driver takes a BEGIN ATOMIC to last to the end of the text.
CREATE EXTENSION btree_gist SCHEMA public;
CREATE SCHEMA shop AUTHORIZATION ${owner};
CREATE SCHEMA "Odd ""Schema""";
COMMENT ON SCHEMA shop IS 'what we sell; it''s all here';

CREATE COLLATION shop.nosort (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
CREATE TYPE shop.mood AS ENUM ('so,so', 'it''s fine', '', 'UPPER "case"');
ALTER TYPE shop.mood ADD VALUE 'first' BEFORE 'so,so';
COMMENT ON TYPE shop.mood IS 'how it went';
CREATE DOMAIN shop.price AS numeric(12,2) DEFAULT 0 NOT NULL CONSTRAINT positive CHECK (VALUE >= 0);
CREATE DOMAIN shop.code AS text COLLATE "C" CHECK (VALUE ~ '^[A-Z]+$');
COMMENT ON DOMAIN shop.price IS 'in euro';
CREATE TYPE shop.address AS (street text COLLATE "C", zip varchar(10), moods shop.mood[]);
COMMENT ON COLUMN shop.address.zip IS 'as printed';
CREATE TYPE shop.span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi
  , MULTIRANGE_TYPE_NAME = shop.spans -- from 14
);

CREATE SEQUENCE shop.tickets AS integer INCREMENT BY 5 MINVALUE 5 MAXVALUE 1000 START 10 CACHE 3 CYCLE;
CREATE SEQUENCE shop.down INCREMENT BY -1;
CREATE SEQUENCE shop.used_up MAXVALUE 2;
COMMENT ON SEQUENCE shop.tickets IS 'at the door';
SELECT setval('shop.tickets', 40, false);
SELECT nextval('shop.down'), nextval('shop.down');
SELECT setval('shop.used_up', 2);

CREATE FUNCTION shop.tax(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT amount * 0.2';
CREATE FUNCTION shop.tax(amount integer, rate numeric DEFAULT 0.2) RETURNS numeric LANGUAGE plpgsql IMMUTABLE
  AS $$ BEGIN /* it's; "odd" */ RETURN amount * rate; END $$;
CREATE FUNCTION shop.next_code() RETURNS text LANGUAGE sql AS $$ SELECT 'A' $$;
CREATE FUNCTION shop.append(state text, piece text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(state, '') || piece $$;
CREATE AGGREGATE shop.glue(text) (SFUNC = shop.append, STYPE = text, INITCOND = '', PARALLEL = SAFE);
CREATE PROCEDURE shop.clean(INOUT n integer) LANGUAGE plpgsql AS $$ BEGIN n := 0; END $$;
COMMENT ON FUNCTION shop.tax(numeric) IS 'a fifth';
REVOKE EXECUTE ON FUNCTION shop.tax(numeric) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shop.tax(numeric) TO ${reader};

CREATE TABLE shop.customers (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 10) PRIMARY KEY,
  name varchar(80) NOT NULL COLLATE shop.nosort,
  email text CONSTRAINT mail_once UNIQUE NULLS NOT DISTINCT, -- from 15
  email text CONSTRAINT mail_once UNIQUE, -- before 15
  code shop.code DEFAULT shop.next_code(),
  spent shop.price,
  home shop.address,
  mood shop.mood DEFAULT 'it''s fine',
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  born date,
  referred_by bigint,
  seen timestamptz(3) DEFAULT now(),
  balance numeric(20,4) DEFAULT (-1.5),
  flags bit varying(12) DEFAULT B'101',
  raw bytea DEFAULT '\x00ff'::bytea,
  doc jsonb DEFAULT '{"a": [1, 2]}',
  lower_name text GENERATED ALWAYS AS (lower(email)) STORED,
  twice numeric GENERATED ALWAYS AS (balance * 2) VIRTUAL, -- from 18
  twice numeric GENERATED ALWAYS AS (balance * 2) STORED, -- before 18
  CONSTRAINT refers FOREIGN KEY (referred_by) REFERENCES shop.customers ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT adult CHECK (born < '2010-01-01'::date) NO INHERIT
  , CONSTRAINT hoped CHECK (balance > '-100'::integer::numeric) NOT ENFORCED -- from 18
) WITH (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_enabled = off);
COMMENT ON TABLE shop.customers IS 'those who pay';
COMMENT ON COLUMN shop.customers.email IS 'may be "NULL"';
COMMENT ON CONSTRAINT adult ON shop.customers IS 'by law';
ALTER TABLE shop.customers ADD CONSTRAINT later CHECK (length(email) < 200) NOT VALID;
ALTER TABLE shop.customers ALTER name SET STATISTICS 500, ALTER doc SET STORAGE EXTERNAL;
ALTER TABLE shop.customers ALTER raw SET COMPRESSION pglz; -- from 14
ALTER TABLE shop.customers ALTER born SET (n_distinct = 100);
INSERT INTO shop.customers (name, email, born) VALUES ('a', 'a@b', '2000-01-01'), ('b', 'b@c', '2001-01-01');
SET CONSTRAINTS ALL IMMEDIATE;
CREATE INDEX customers_lower ON shop.customers (lower(name) DESC NULLS LAST, born NULLS FIRST) WHERE balance > 0;
CREATE UNIQUE INDEX customers_once ON shop.customers (code COLLATE "C" text_pattern_ops, born) INCLUDE (email, name)
  NULLS NOT DISTINCT -- from 15
;
CREATE INDEX customers_doc ON shop.customers USING gin (doc jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX customers_born ON shop.customers USING brin (born) WITH (pages_per_range = 16);
CREATE INDEX customers_hash ON shop.customers USING hash (email);
COMMENT ON INDEX shop.customers_lower IS 'search';
ALTER TABLE shop.customers CLUSTER ON customers_pkey;
ALTER TABLE shop.customers REPLICA IDENTITY FULL;

CREATE TABLE shop.orders (
  id serial,
  customer_id bigint NOT NULL,
  placed timestamp NOT NULL DEFAULT '2024-01-01 00:00:00',
  line integer CONSTRAINT "Line needed" NOT NULL,
  note text,
  CONSTRAINT orders_key PRIMARY KEY (id, line) INCLUDE (note),
  CONSTRAINT orders_once UNIQUE (customer_id, placed) DEFERRABLE INITIALLY IMMEDIATE
);
SELECT nextval('shop.orders_id_seq'), nextval('shop.orders_id_seq');
ALTER TABLE shop.orders ADD CONSTRAINT of_customer FOREIGN KEY (customer_id) REFERENCES shop.customers ON UPDATE CASCADE ON DELETE RESTRICT NOT VALID;
CREATE TABLE "Odd ""Schema"""."Sel'ect" (
  "order" integer PRIMARY KEY,
  "o,id" integer DEFAULT 1,
  "ä line" integer,
  CONSTRAINT "to order" FOREIGN KEY ("o,id", "ä line") REFERENCES shop.orders (id, line) MATCH FULL ON DELETE SET DEFAULT,
  FOREIGN KEY ("o,id", "ä line") REFERENCES shop.orders (id, line) ON DELETE SET NULL
  ("ä line") -- from 15
);

CREATE TABLE shop.rooms (
  room integer,
  during tsrange,
  CONSTRAINT one_at_a_time EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (room > 0) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE shop.periods (id integer, valid daterange, CONSTRAINT periods_key PRIMARY KEY (id, valid WITHOUT OVERLAPS)); -- from 18
CREATE TABLE shop.within (id integer, valid daterange, -- from 18
  CONSTRAINT within_key FOREIGN KEY (id, PERIOD valid) REFERENCES shop.periods (id, PERIOD valid), -- from 18
  CONSTRAINT loose FOREIGN KEY (id) REFERENCES "Odd ""Schema"""."Sel'ect" NOT ENFORCED); -- from 18
CREATE UNLOGGED TABLE shop.cache (k text PRIMARY KEY WITH (fillfactor = 50), v shop.span);
CREATE TABLE shop.homes OF shop.address;

-- partitions
CREATE TABLE shop.events (
  id bigint GENERATED BY DEFAULT AS IDENTITY,
  at date NOT NULL,
  region text NOT NULL DEFAULT 'eu',
  PRIMARY KEY (id, at, region),
  CHECK (id > 0)
) PARTITION BY RANGE (at);
CREATE TABLE shop.events_2024 PARTITION OF shop.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (region);
CREATE TABLE shop.events_2024_eu PARTITION OF shop.events_2024 FOR VALUES IN ('eu', 'it''s', NULL);
CREATE TABLE shop.events_2024_rest PARTITION OF shop.events_2024 DEFAULT;
CREATE TABLE shop.events_rest PARTITION OF shop.events (region DEFAULT 'other') DEFAULT;
ALTER INDEX shop.events_rest_pkey RENAME TO "rest's key";
CREATE INDEX events_region ON shop.events (region, at DESC);
ALTER INDEX shop.events_rest_region_at_idx RENAME TO rest_region;
CREATE INDEX only_here ON shop.events_rest (at);
CREATE TABLE shop.hashed (a integer, b integer) PARTITION BY HASH ((a + b), a);
CREATE TABLE shop.hashed_0 PARTITION OF shop.hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE shop.hashed_1 (b integer, a integer);
ALTER TABLE shop.hashed ATTACH PARTITION shop.hashed_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE shop.event_notes (id bigint, at date, region text, FOREIGN KEY (id, at, region) REFERENCES shop.events ON DELETE CASCADE);

-- inheritance
CREATE TABLE shop.things (id integer NOT NULL, label text DEFAULT 'thing', CONSTRAINT labelled CHECK (label <> ''));
CREATE TABLE shop.colours (colour text);
CREATE TABLE shop.painted (label text DEFAULT 'painted', gloss integer CHECK (gloss > 0)) INHERITS (shop.things, shop.colours);

-- views
CREATE VIEW shop.good AS SELECT id, name, balance FROM shop.customers WHERE balance > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW shop.better WITH (security_barrier = true) AS SELECT g.id, g.name, shop.tax(g.balance) AS tax FROM shop.good g;
ALTER VIEW shop.better SET (security_invoker = true); -- from 15
CREATE VIEW shop.aaa_uses_later AS SELECT * FROM shop.better;
COMMENT ON VIEW shop.good IS 'those in credit';
COMMENT ON COLUMN shop.good.name IS 'shown';
ALTER VIEW shop.good ALTER balance SET DEFAULT 7;
CREATE VIEW shop.grouped AS SELECT c.id, c.name, count(*) AS orders FROM shop.customers c JOIN shop.orders o ON o.customer_id = c.id GROUP BY c.id;
CREATE MATERIALIZED VIEW shop.totals WITH (fillfactor = 90) AS SELECT customer_id, count(*) AS orders FROM shop.orders GROUP BY 1;
CREATE UNIQUE INDEX totals_once ON shop.totals (customer_id);
CREATE MATERIALIZED VIEW shop.empty_totals AS SELECT * FROM shop.totals WITH NO DATA;
CREATE RECURSIVE VIEW shop.counted (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM counted WHERE n < 10;

CREATE FUNCTION shop.first_order() RETURNS shop.orders LANGUAGE sql BEGIN ATOMIC SELECT * FROM shop.orders ORDER BY id LIMIT 1; END; -- from 14
CREATE FUNCTION shop.first_order() RETURNS shop.orders LANGUAGE sql AS 'SELECT * FROM shop.orders ORDER BY id LIMIT 1'; -- before 14

CREATE FUNCTION shop.goods() RETURNS SETOF shop.better LANGUAGE sql AS $$ SELECT * FROM shop.better $$;
CREATE TABLE shop.snapshots (best shop.orders, counted integer DEFAULT (shop.first_order()).line);

-- triggers
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE INSERT OR UPDATE OF name, email ON shop.customers FOR EACH ROW WHEN (NEW.name <> '') EXECUTE FUNCTION shop.touch('a', 'it''s EXECUTE FUNCTION');
CREATE CONSTRAINT TRIGGER checked AFTER DELETE ON shop.customers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE TRIGGER emptied AFTER TRUNCATE ON shop.customers EXECUTE FUNCTION shop.touch();
CREATE TRIGGER listed AFTER UPDATE ON shop.customers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION shop.touch();
CREATE TRIGGER instead_of INSTEAD OF INSERT ON shop.good FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE TRIGGER everywhere BEFORE INSERT ON shop.events FOR EACH ROW EXECUTE FUNCTION shop.touch();
COMMENT ON TRIGGER touched ON shop.customers IS 'last change';
ALTER TABLE shop.customers DISABLE TRIGGER checked;
ALTER TABLE shop.customers ENABLE ALWAYS TRIGGER emptied;
ALTER TABLE shop.customers ENABLE REPLICA TRIGGER listed;
ALTER TABLE shop.events_rest DISABLE TRIGGER everywhere;

-- who may what
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON shop.orders AS RESTRICTIVE FOR UPDATE TO ${reader}, ${owner} USING (note = CURRENT_USER) WITH CHECK (line > 0);
CREATE POLICY everybody ON shop.orders FOR SELECT USING (true);
CREATE POLICY sleeping ON shop.rooms USING (room > 1);
COMMENT ON POLICY everybody ON shop.orders IS 'all may look';
ALTER TABLE shop.customers OWNER TO ${owner};
ALTER VIEW shop.good OWNER TO ${owner};
ALTER FUNCTION shop.touch() OWNER TO ${owner};
ALTER TYPE shop.mood OWNER TO ${owner};
ALTER SEQUENCE shop.tickets OWNER TO ${owner};
GRANT USAGE ON SCHEMA shop TO ${reader};
GRANT SELECT, INSERT ON shop.customers TO ${reader};
GRANT UPDATE ON shop.customers TO ${reader} WITH GRANT OPTION;
GRANT SELECT (id, note) ON shop.orders TO ${reader};
GRANT SELECT ON shop.good TO PUBLIC;
GRANT USAGE ON SEQUENCE shop.down TO ${reader};
REVOKE ALL ON TYPE shop.price FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE shop.clean(integer) TO ${reader} WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO ${reader};

-- and the rest
CREATE RULE quiet AS ON DELETE TO shop.rooms WHERE old.room = 0 DO INSTEAD NOTHING;
COMMENT ON RULE quiet ON shop.rooms IS 'room 0 stays';
CREATE STATISTICS shop.dependent (dependencies, mcv) ON customer_id, placed FROM shop.orders;
COMMENT ON STATISTICS shop.dependent IS 'they go together';
CREATE FUNCTION shop.same(integer, shop.mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR shop.=== (FUNCTION = shop.same, LEFTARG = integer, RIGHTARG = shop.mood);
CREATE OPERATOR CLASS shop.backwards FOR TYPE integer USING btree AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
CREATE INDEX things_backwards ON shop.things (id shop.backwards);
CREATE FUNCTION shop.to_integer(shop.address) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE CAST (shop.address AS integer) WITH FUNCTION shop.to_integer(shop.address) AS ASSIGNMENT;
CREATE TEXT SEARCH DICTIONARY shop.plain (TEMPLATE = pg_catalog.simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION shop.words (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION shop.words ADD MAPPING FOR asciiword, word WITH shop.plain, pg_catalog.english_stem;
CREATE FOREIGN DATA WRAPPER nothing OPTIONS (a 'b');
CREATE SERVER faraway TYPE 'x' FOREIGN DATA WRAPPER nothing OPTIONS (host 'it''s');
CREATE USER MAPPING FOR PUBLIC SERVER faraway OPTIONS (password 'geheim');
CREATE FOREIGN TABLE shop.remote (id integer OPTIONS (c 'd') NOT NULL, t text DEFAULT 'x') SERVER faraway OPTIONS (tab 'le');
CREATE PUBLICATION odd FOR TABLES IN SCHEMA "Odd ""Schema""", TABLE shop.rooms; -- from 15
CREATE PUBLICATION news FOR TABLE shop.things
  (id) WHERE (id > 0) -- from 15
  WITH (publish = 'insert, delete');
CREATE FUNCTION shop.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER watches ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION shop.on_ddl();
ALTER EVENT TRIGGER watches DISABLE;

-- what only few write
COMMENT ON COLLATION shop.nosort IS 'not by case';
COMMENT ON OPERATOR shop.=== (integer, shop.mood) IS 'nearly';
COMMENT ON OPERATOR CLASS shop.backwards USING btree IS 'from the end';
COMMENT ON TEXT SEARCH CONFIGURATION shop.words IS 'ours';
COMMENT ON CAST (shop.address AS integer) IS 'a number';
COMMENT ON EVENT TRIGGER watches IS 'sleeps';
COMMENT ON PUBLICATION news IS 'daily';
COMMENT ON EXTENSION btree_gist IS 'for the rooms';
COMMENT ON INDEX shop.customers_pkey IS 'the index and not the key';
COMMENT ON CONSTRAINT customers_pkey ON shop.customers IS 'the key and not the index';
COMMENT ON CONSTRAINT loose ON shop.within IS 'only said'; -- from 18
COMMENT ON TYPE shop.spans IS 'several'; -- from 14
ALTER OPERATOR CLASS shop.backwards USING btree OWNER TO ${owner};
ALTER COLLATION shop.nosort OWNER TO ${owner};
ALTER SERVER faraway OPTIONS (ADD port '1');
GRANT USAGE ON FOREIGN SERVER faraway TO ${reader} WITH GRANT OPTION;
GRANT USAGE ON FOREIGN DATA WRAPPER nothing TO ${owner};
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE FOREIGN TABLE shop.hashed_far (a integer, b integer CHECK (b > 0) NOT NULL) SERVER faraway;
CREATE TABLE shop.wide (a integer, t text COLLATE "C") PARTITION BY LIST (a);
CREATE FOREIGN TABLE shop.wide_far PARTITION OF shop.wide FOR VALUES IN (1) SERVER faraway;
CREATE FOREIGN TABLE shop.things_far (CONSTRAINT many CHECK (id > 7)) INHERITS (shop.things) SERVER faraway;
CREATE DOMAIN shop.needed AS text CONSTRAINT given NOT NULL;

-- A harbour that uses what a converter out of PostgreSQL meets. ${owner} and ${reader} are roles. Blocks end in an empty
-- line and are sent one by one.
CREATE EXTENSION pg_trgm SCHEMA public;
CREATE SCHEMA port AUTHORIZATION ${owner};
COMMENT ON SCHEMA port IS 'ships and berths';
CREATE TYPE port.flag AS ENUM ('zulu', 'alpha', 'it''s, "fine"', 'back\slash', '');
CREATE TYPE port.blank AS ENUM ('a ', 'b');
CREATE TYPE port.place AS (dock text, berth integer);
CREATE TYPE port.depths AS RANGE (SUBTYPE = numeric);
CREATE DOMAIN port.tons AS numeric(12,3) DEFAULT 0 NOT NULL CONSTRAINT not_negative CHECK (VALUE >= 0::numeric);
CREATE DOMAIN port.heavy AS port.tons CONSTRAINT heavy_enough CHECK (VALUE > 10::numeric);
CREATE SEQUENCE port.tickets INCREMENT BY 5 MINVALUE 5 MAXVALUE 1000 START 10 CACHE 3 CYCLE;
CREATE SEQUENCE port.endless;
CREATE SEQUENCE port.used_up MAXVALUE 2;
SELECT setval('port.tickets', 40, false), setval('port.used_up', 2);
COMMENT ON SEQUENCE port.tickets IS 'at the gate';

CREATE TABLE port.countries (code char(2) PRIMARY KEY, name text NOT NULL UNIQUE, "Name" varchar(40), note text);
COMMENT ON TABLE port.countries IS 'where ships are from; it''s long';
COMMENT ON COLUMN port.countries.note IS 'a "note" \ here';

CREATE TABLE port.ships (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 10) PRIMARY KEY,
  name varchar(80) NOT NULL,
  country char(2) REFERENCES port.countries ON UPDATE CASCADE ON DELETE SET NULL,
  built date,
  flag port.flag DEFAULT 'alpha' NOT NULL,
  odd port.blank DEFAULT 'a ',
  weight port.tons,
  most port.heavy DEFAULT 11,
  price numeric,
  huge numeric(100,40),
  length_m real,
  active boolean DEFAULT true NOT NULL,
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  depth port.depths,
  home port.place,
  address inet,
  words tsvector,
  paid interval,
  doc jsonb DEFAULT '{"a": 1}',
  raw bytea,
  bits bit(5),
  long_bits bit(100),
  seen timestamptz DEFAULT now() NOT NULL,
  stamped timestamp(3) DEFAULT '2024-01-01 00:00:00',
  opened time DEFAULT '08:00',
  mark uuid DEFAULT gen_random_uuid(),
  ticket integer DEFAULT nextval('port.tickets'),
  sister bigint,
  area numeric(20,4) GENERATED ALWAYS AS (weight * 2) STORED,
  shout text GENERATED ALWAYS AS (upper(name)) VIRTUAL,
  odd_hash text GENERATED ALWAYS AS (md5(name || tags[1])) VIRTUAL,
  CONSTRAINT sisters FOREIGN KEY (sister) REFERENCES port.ships ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT named CHECK (name <> ''),
  CONSTRAINT from_here CHECK (country <> 'XX'),
  CONSTRAINT tagged CHECK (cardinality(tags) < 10),
  CONSTRAINT counted CHECK (id > 0),
  CONSTRAINT built_late CHECK (built > '1800-01-01'::date) NOT VALID,
  CONSTRAINT hoped CHECK (price > 1) NOT ENFORCED
) WITH (fillfactor = 70);
COMMENT ON CONSTRAINT named ON port.ships IS 'by law';
ALTER TABLE port.ships ADD CONSTRAINT once UNIQUE (name, built);
ALTER TABLE port.ships ADD CONSTRAINT twice UNIQUE (country, built) INCLUDE (price) DEFERRABLE;
ALTER TABLE port.ships ADD CONSTRAINT nulls_once UNIQUE NULLS NOT DISTINCT (sister);
CREATE INDEX ships_built ON port.ships (built DESC, name);
CREATE INDEX ships_lower ON port.ships (lower(name));
CREATE INDEX ships_lower_doc ON port.ships (lower(doc::text));
CREATE INDEX ships_active ON port.ships (country) WHERE active;
CREATE UNIQUE INDEX ships_one_active ON port.ships (country) WHERE active;
CREATE INDEX ships_note ON port.countries (note);
CREATE INDEX ships_two_notes ON port.countries (note, name);
CREATE INDEX ships_words ON port.countries USING gin (to_tsvector('english'::regconfig, note));
CREATE INDEX ships_trigram ON port.countries USING gin (name public.gin_trgm_ops);
CREATE INDEX ships_tags ON port.ships USING gin (tags);
CREATE INDEX ships_seen ON port.ships USING brin (seen);
CREATE INDEX ships_hash ON port.ships USING hash (name);
CREATE INDEX ships_pattern ON port.ships (name text_pattern_ops) INCLUDE (price);
CREATE INDEX ships_first ON port.ships (built NULLS FIRST);
COMMENT ON INDEX port.ships_built IS 'youngest first';

INSERT INTO port.ships (name, sister) VALUES ('a', 100), ('b', 110);

CREATE TABLE port.captains (
  code text PRIMARY KEY,
  boss text REFERENCES port.captains ON UPDATE CASCADE,
  ship bigint,
  flag port.flag UNIQUE,
  ship_name varchar(80),
  ship_built date,
  CONSTRAINT of_named FOREIGN KEY (ship_built, ship_name) REFERENCES port.ships (built, name) MATCH FULL,
  CONSTRAINT lead_by CHECK (code <> boss)
);
ALTER TABLE port.captains ADD CONSTRAINT of_ship FOREIGN KEY (ship) REFERENCES port.ships ON DELETE SET DEFAULT NOT VALID;
COMMENT ON CONSTRAINT of_ship ON port.captains IS 'who steers';
CREATE TABLE port.licences (
  serial_no serial,
  second serial,
  captain text NOT NULL REFERENCES port.captains,
  wide integer REFERENCES port.ships,
  flag port.flag REFERENCES port.captains (flag),
  rank smallint DEFAULT '7'::smallint,
  CHECK (rank BETWEEN 1 AND 9)
);
CREATE TABLE port.eggs (id integer PRIMARY KEY, hen integer);
CREATE TABLE port.hens (id integer PRIMARY KEY, egg integer REFERENCES port.eggs DEFERRABLE);
ALTER TABLE port.eggs ADD FOREIGN KEY (hen) REFERENCES port.hens DEFERRABLE;
CREATE TABLE port.visits (visit serial PRIMARY KEY);
CREATE TABLE port.visitors (id integer DEFAULT nextval('port.visits_visit_seq') PRIMARY KEY);
CREATE TABLE port.left_out (id integer PRIMARY KEY, CHECK (id > 0));
CREATE INDEX left_out_too ON port.left_out (id);
CREATE TABLE port.refers_out (id integer REFERENCES port.left_out);
CREATE TABLE port."Odd ""Name""" ("select" integer PRIMARY KEY, "a`b" text, "A`B" text, "ends " text, "x'y" text DEFAULT 'it''s');
CREATE TABLE port.bookings (berth integer, during tsrange,
  CONSTRAINT one_at_a_time EXCLUDE USING gist (during WITH &&));
CREATE UNLOGGED TABLE port.scratch (k text, v text);
CREATE TABLE port.vessels (hull integer NOT NULL);
CREATE TABLE port.tugs (power integer) INHERITS (port.vessels);

-- partitions
CREATE TABLE port.logs (at date NOT NULL, line bigint NOT NULL, note text, PRIMARY KEY (at, line)) PARTITION BY RANGE (at);
CREATE TABLE port.logs_2024 PARTITION OF port.logs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE port.logs_2023 PARTITION OF port.logs FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE port.logs_2026 PARTITION OF port.logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE port.logs_rest PARTITION OF port.logs DEFAULT;
CREATE INDEX logs_note ON port.logs (note);
CREATE INDEX only_rest ON port.logs_rest (line);
CREATE TABLE port.moves (region varchar(10) NOT NULL, id integer NOT NULL, ok boolean, UNIQUE (region, id)) PARTITION BY LIST (region);
CREATE TABLE port.moves_eu PARTITION OF port.moves FOR VALUES IN ('eu', 'o''s, (o)') PARTITION BY HASH (id);
CREATE TABLE port.moves_eu_0 PARTITION OF port.moves_eu FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE port.moves_eu_1 PARTITION OF port.moves_eu FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE port.moves_us PARTITION OF port.moves FOR VALUES IN ('us') PARTITION BY HASH (id);
CREATE TABLE port.moves_us_0 PARTITION OF port.moves_us FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE port.moves_us_1 PARTITION OF port.moves_us FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE port.calls (id bigint, code varchar(5)) PARTITION BY HASH (id);
CREATE TABLE port.calls_0 PARTITION OF port.calls FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE port.calls_1 PARTITION OF port.calls FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE port.signs (code varchar(5), n integer) PARTITION BY HASH (code, n);
CREATE TABLE port.signs_0 PARTITION OF port.signs FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE port.tides (at timestamptz NOT NULL, n bigint NOT NULL) PARTITION BY RANGE (at, n);
CREATE TABLE port.tides_1 PARTITION OF port.tides FOR VALUES FROM ('2024-01-01 00:00:00+00', MINVALUE) TO ('2024-01-01 00:00:00+00', 5);
CREATE TABLE port.tides_2 PARTITION OF port.tides FOR VALUES FROM ('2024-01-01 00:00:00+00', 5) TO (MAXVALUE, MAXVALUE);
CREATE TABLE port.named (name text) PARTITION BY RANGE (name);
CREATE TABLE port.named_a PARTITION OF port.named FOR VALUES FROM ('a') TO ('m');
CREATE TABLE port.rest_only (kind integer) PARTITION BY LIST (kind);
CREATE TABLE port.rest_1 PARTITION OF port.rest_only FOR VALUES IN (1, -2, NULL);
CREATE TABLE port.rest_of PARTITION OF port.rest_only DEFAULT;
CREATE TABLE port.referred (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE port.referred_1 PARTITION OF port.referred FOR VALUES FROM (1) TO (100);
CREATE TABLE port.refers (id integer REFERENCES port.referred);
CREATE TABLE port.by_year (at date) PARTITION BY RANGE (EXTRACT(year FROM at));

-- views and programs
CREATE VIEW port.named_ships AS SELECT id, name, country FROM port.ships WHERE active WITH LOCAL CHECK OPTION;
CREATE VIEW port.aaa_of_view AS SELECT n.name, count(*) AS ships FROM port.named_ships n GROUP BY n.name;
CREATE VIEW port.untranslatable AS SELECT id, unnest(tags) AS tag FROM port.ships;
CREATE VIEW port.same_names AS SELECT name, "Name" FROM port.countries;
COMMENT ON VIEW port.named_ships IS 'those with a name';
CREATE MATERIALIZED VIEW port.counts AS SELECT country, count(*) AS ships FROM port.ships GROUP BY country;
CREATE UNIQUE INDEX counts_once ON port.counts (country);

CREATE FUNCTION port.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE PROCEDURE port.clean(n integer) LANGUAGE sql AS $$ SELECT 1 $$;
CREATE TRIGGER touched BEFORE UPDATE ON port.ships FOR EACH ROW EXECUTE FUNCTION port.touch();
CREATE TRIGGER left_out_touched BEFORE UPDATE ON port.left_out FOR EACH ROW EXECUTE FUNCTION port.touch();
CREATE TRIGGER on_view INSTEAD OF INSERT ON port.named_ships FOR EACH ROW EXECUTE FUNCTION port.touch();
CREATE RULE quiet AS ON DELETE TO port.bookings DO INSTEAD NOTHING;
ALTER TABLE port.eggs ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON port.eggs USING (id > 1);
CREATE STATISTICS port.together ON name, built FROM port.ships;
ALTER TABLE port.ships OWNER TO ${owner};
GRANT SELECT, TRUNCATE ON port.ships TO ${reader};
GRANT SELECT (code) ON port.countries TO ${reader};
GRANT SELECT ON port.left_out TO ${reader};
GRANT USAGE ON SCHEMA port TO ${reader};
GRANT SELECT ON port.countries TO PUBLIC;

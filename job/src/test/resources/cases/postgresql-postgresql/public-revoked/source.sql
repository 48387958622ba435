REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE TABLE note (id int PRIMARY KEY);
INSERT INTO note VALUES (1);
--{
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '5MB'); END $$
--}
--{
DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), '100% of the ''notes'''); END $$
--}

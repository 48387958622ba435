CREATE TABLE tag (id int PRIMARY KEY, words text[] NOT NULL, changed int DEFAULT 0 NOT NULL);
INSERT INTO tag VALUES (1, '{a,"b c",NULL}'), (2, '{}');
--{
CREATE FUNCTION count_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed := OLD.changed + 1;
  RETURN NEW;
END
$$;
--}
CREATE TRIGGER count_changes BEFORE UPDATE ON tag FOR EACH ROW EXECUTE FUNCTION count_changes();

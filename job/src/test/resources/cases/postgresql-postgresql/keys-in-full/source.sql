CREATE TABLE parent (
    id int,
    v text,
    w text,
    code int,
    CONSTRAINT parent_key PRIMARY KEY (id) INCLUDE (v),
    CONSTRAINT parent_code UNIQUE (code) INCLUDE (w) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO parent VALUES (1, 'a', 'x', 10), (2, 'b', 'y', 20);
CREATE TABLE child (
    id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED,
    parent int REFERENCES parent
);
INSERT INTO child VALUES (1, 1), (2, 2);
CREATE TABLE late (
    id int PRIMARY KEY DEFERRABLE,
    v int
) PARTITION BY RANGE (id);
CREATE TABLE late_1 PARTITION OF late FOR VALUES FROM (0) TO (10);
INSERT INTO late VALUES (1, 1), (2, 2);

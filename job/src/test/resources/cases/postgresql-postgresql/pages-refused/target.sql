CREATE TABLE reading (n int CHECK (n < 5000), note text);

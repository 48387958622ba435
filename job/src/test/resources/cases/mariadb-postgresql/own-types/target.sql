CREATE TYPE st AS ENUM ('sad', 'glad', 'odd');

CREATE TABLE PeerNodes (id int PRIMARY KEY);
CREATE TABLE `ééééééééééééééééééééééééééééééééééééééééé` (id int PRIMARY KEY);
INSERT INTO PeerNodes VALUES (1);

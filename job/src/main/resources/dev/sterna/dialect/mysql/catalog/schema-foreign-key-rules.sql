-- What the foreign keys of one schema do. Apart from their columns: MariaDB joins catalogue tables by reading them anew.
SELECT TABLE_NAME AS table_name,
       CONSTRAINT_NAME AS constraint_name,
       MATCH_OPTION AS match_option,
       UPDATE_RULE AS on_update,
       DELETE_RULE AS on_delete
FROM information_schema.REFERENTIAL_CONSTRAINTS
WHERE CONSTRAINT_SCHEMA = :schema

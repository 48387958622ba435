-- Foreign keys of one schema to tables of another one.
SELECT CONCAT('foreign key ', r.constraint_schema, '.', r.table_name, '.', r.constraint_name),
       CONCAT('table ', r.unique_constraint_schema, '.', r.referenced_table_name), r.unique_constraint_schema
  FROM information_schema.referential_constraints r
 WHERE r.constraint_schema = :schema AND r.unique_constraint_schema <> r.constraint_schema
 ORDER BY 1

-- Who may call the routines of one schema: no view of the catalogue tells it.
SELECT User AS user_name,
       Host AS host_name,
       Routine_name AS routine_name,
       Routine_type AS routine_type,
       Proc_priv AS privileges
FROM mysql.procs_priv
WHERE Db = :schema

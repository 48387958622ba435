-- The parts of unique indexes of one schema that ranges can be read by. COLUMN_NAME is NULL for an expression, SUB_PART
-- is set for a prefix. The optimizer may not use an index that is invisible (MySQL) or ignored (MariaDB).
SELECT TABLE_NAME AS table_name,
       INDEX_NAME AS index_name,
       COLUMN_NAME AS column_name,
       SUB_PART AS prefix_length
FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA = :schema
  AND NON_UNIQUE = 0
  AND INDEX_TYPE = 'BTREE'
  /*!80000 AND IS_VISIBLE = 'YES' */
  /*M!100600 AND IGNORED = 'NO' */
ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX

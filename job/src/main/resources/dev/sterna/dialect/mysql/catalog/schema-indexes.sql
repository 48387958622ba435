-- The parts of all indexes of one schema. COLUMN_NAME is NULL for an expression, which only MySQL has.
SELECT TABLE_NAME AS table_name,
       INDEX_NAME AS index_name,
       NON_UNIQUE AS non_unique,
       INDEX_TYPE AS index_type,
       COLUMN_NAME AS column_name,
       COALESCE(NULL /*!80013 , EXPRESSION */) AS expression,
       SUB_PART AS prefix_length,
       COLLATION AS direction,
       COALESCE(NULL /*!80000 , IS_VISIBLE = 'YES' */ /*M!100600 , IGNORED = 'NO' */, TRUE) AS visible,
       INDEX_COMMENT AS comment
FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA = :schema
ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX

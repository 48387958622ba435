package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.Following;
import dev.sterna.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is followed, as the catalogue has it when the log is opened.
 *
 * @param columns of each table, as far as the log tells them
 * @param redefined tables that are not any more what is followed, and are not told from the beginning
 */
record Published(Following following, Map<TableName, List<PublishedColumn>> columns, Set<TableName> redefined) {}

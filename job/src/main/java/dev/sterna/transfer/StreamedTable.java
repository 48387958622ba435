package dev.sterna.transfer;

import org.apache.spark.sql.connector.catalog.SupportsRead;

/** A table for {@link Datasets#copy} whose rows the sink takes one by one, each of them valid only until the next. */
public interface StreamedTable extends SupportsRead {}

/** Stages every chunk of the source as Parquet, with a manifest. */
package dev.sterna.backup;

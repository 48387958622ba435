/** Chunks in Parquet files: how they are written, hashed and read again. */
package dev.sterna.transfer.stage;

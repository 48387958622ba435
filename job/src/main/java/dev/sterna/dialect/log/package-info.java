/**
 * How a source's log of changes is followed: what that needs, what it makes on the source, a feed of the keys of rows that
 * changed, and the fence by which rows are read no older than the change that was heard of. Of a row the log tells its key and
 * never its values, which are read by the ordinary path. Knows no {@code Dialect}.
 */
package dev.sterna.dialect.log;

package dev.sterna.dialect.postgres.sql;

import dev.sterna.model.Key;
import dev.sterna.model.TableName;
import java.util.List;

/**
 * Large objects seen as rows: each in pieces of equal size, one row a piece, an empty one in one empty piece. The server's
 * own table of them has the same name and smaller pieces, which only superusers may read.
 */
public final class LargeObjects {
    public static final TableName NAME = new TableName("pg_catalog", "pg_largeobject");

    /** The object's number, the piece's, counted from 0, and its octets. */
    public static final String NUMBER = "loid";

    public static final String PIECE = "pageno";
    public static final String DATA = "data";

    /** What tells pieces apart. */
    public static final Key KEY = new Key("pg_largeobject_loid_pn_index", List.of(NUMBER, PIECE));

    /** Octets of a piece; the last one of an object may be shorter. */
    public static final int PIECE_OCTETS = 256 * 1024;

    private static final int READ = 0x40000;
    private static final int REMOVED_AT_ONCE = 1000;

    /**
     * The size of every object that the role may read. Each function is in the list of a query of its own, which the server
     * neither merges nor reorders: an object is opened, measured, and closed again.
     */
    private static final String SIZES = "(SELECT loid, CASE WHEN pg_catalog.lo_close(fd) = 0 THEN size END AS size FROM"
            + " (SELECT loid, fd, pg_catalog.lo_lseek64(fd, 0, 2) AS size FROM"
            + " (SELECT m.oid::bigint AS loid, pg_catalog.lo_open(m.oid, " + READ + ") AS fd"
            + " FROM pg_catalog.pg_largeobject_metadata m) opened) measured) sizes";

    private LargeObjects() {}

    /** Numbers and sizes in octets, by number. */
    public static String sizes() {
        return "SELECT loid, size FROM " + SIZES + " ORDER BY loid";
    }

    /** What stands for the table after FROM. */
    public static String rows() {
        return "(SELECT pieces.loid, pieces.pageno, pg_catalog.lo_get(pieces.loid::oid, pieces.pageno * " + PIECE_OCTETS
                + ", " + PIECE_OCTETS + ") AS data FROM (SELECT sizes.loid, g.pageno FROM " + SIZES
                + ", LATERAL pg_catalog.generate_series(0::bigint, greatest(sizes.size - 1, 0) / " + PIECE_OCTETS
                + ") g (pageno)) pieces) pg_largeobject";
    }

    /** Removes all of them, some at a time: each takes a lock until its transaction ends. Not for within a transaction. */
    public static String remove() {
        return "DO "
                + Literals.string("DECLARE batch oid[]; BEGIN LOOP"
                        + " batch := ARRAY(SELECT m.oid FROM pg_catalog.pg_largeobject_metadata m LIMIT "
                        + REMOVED_AT_ONCE + ");"
                        + " EXIT WHEN pg_catalog.cardinality(batch) = 0;"
                        + " PERFORM pg_catalog.lo_unlink(n) FROM unnest(batch) n; COMMIT; END LOOP; END");
    }
}

package dev.sterna.dialect.mysql.log;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import java.nio.ByteBuffer;
import java.util.List;

/** How the rows of one table lie in the events that follow. */
final class TableMap {
    private final LoggedTable table;
    private final CellType[] types;

    /** For each column its value's reader, where it is of the key. */
    private final KeyCell[] cells;

    private final int[] places;

    private TableMap(LoggedTable table, CellType[] types, KeyCell[] cells, int[] places) {
        this.table = table;
        this.types = types;
        this.cells = cells;
        this.places = places;
    }

    /** The number by which the events name the table. */
    static long number(ByteBuffer body) {
        return Octets.little(body, 6);
    }

    /** The table's name; its number has been read. */
    static TableName name(ByteBuffer body) {
        Octets.skip(body, 2);
        String schema = Octets.text(body, body.get() & 0xff);
        Octets.skip(body, 1);
        String table = Octets.text(body, body.get() & 0xff);
        Octets.skip(body, 1);
        return new TableName(schema, table);
    }

    /**
     * What comes behind the name.
     *
     * @return null when the table is not as the catalogue has it
     */
    static TableMap read(LoggedTable table, boolean uuidsAreTurned, ByteBuffer body) {
        int count = (int) Octets.packed(body);
        byte[] codes = Octets.bytes(body, count);
        Octets.packed(body);
        if (!table.has(count)) {
            return null;
        }
        CellType[] types = new CellType[count];
        KeyCell[] cells = new KeyCell[count];
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            types[i] = CellType.read(codes[i] & 0xff, body);
        }
        List<Column> key = table.key();
        for (int place = 0; place < key.size(); place++) {
            int at = table.columns().indexOf(key.get(place).name());
            if (at < 0) {
                return null;
            }
            cells[at] = new KeyCell(key.get(place), uuidsAreTurned);
            places[at] = place;
            if (!cells[at].takes(types[at])) {
                return null;
            }
        }
        return new TableMap(table, types, cells, places);
    }

    LoggedTable table() {
        return table;
    }

    int columns() {
        return types.length;
    }

    int jsonColumns() {
        int count = 0;
        for (CellType type : types) {
            count += type.code() == CellType.JSON ? 1 : 0;
        }
        return count;
    }

    /**
     * Reads an image of a row to its end.
     *
     * @param present which columns it has
     * @param key what is known of the key already; what the image has goes over it
     */
    String[] read(ByteBuffer rows, byte[] present, String[] key) {
        int count = 0;
        for (int i = 0; i < types.length; i++) {
            count += Octets.bit(present, i) ? 1 : 0;
        }
        byte[] nulls = Octets.bytes(rows, (count + 7) / 8);
        String[] found = key == null ? new String[table.key().size()] : key.clone();
        int index = 0;
        for (int i = 0; i < types.length; i++) {
            if (Octets.bit(present, i) && !Octets.bit(nulls, index++)) {
                int octets = types[i].octets(rows);
                if (cells[i] != null) {
                    found[places[i]] = cells[i].text(types[i], rows.slice(rows.position(), octets));
                }
                Octets.skip(rows, octets);
            }
        }
        return found;
    }

    /** A whole key. */
    List<String> whole(String[] key) {
        for (int i = 0; i < key.length; i++) {
            if (key[i] == null) {
                throw SternaException.of(
                        Category.SOURCE,
                        "log-without-key",
                        table.name().toString(),
                        "Cannot follow " + table.name() + ": the binary log does not tell the column "
                                + table.key().get(i).name() + " of a changed row, because a session had"
                                + " another binlog_row_image than FULL",
                        "SET GLOBAL binlog_row_image = 'FULL', begin the application's sessions anew, and compare "
                                + MySqlLiterals.quote(table.name()) + ": sterna diff");
            }
        }
        return List.of(key);
    }
}

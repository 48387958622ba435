package dev.sterna.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The last transaction of every replication domain, as {@code domain-server-sequence}. Within a domain the sequence
 * grows; domains have no order between them.
 *
 * @param last by domain; empty before the first transaction
 */
public record GtidList(SortedMap<Long, Transaction> last) implements LogPosition {
    static final String KIND = "gtid-list";

    private static final Pattern GTID = Pattern.compile("\\s*([0-9]{1,10})-([0-9]{1,10})-([0-9]{1,20})\\s*");

    public GtidList {
        last = Collections.unmodifiableSortedMap(new TreeMap<>(last));
    }

    /**
     * One transaction of a domain.
     *
     * @param server which server has written it first
     * @param sequence an unsigned number
     */
    public record Transaction(long server, long sequence) implements java.io.Serializable {

        /** Transactions of one sequence by two servers stand in logs that have parted. */
        private boolean isAtOrAfter(Transaction other) {
            int order = Long.compareUnsigned(sequence, other.sequence);
            return order > 0 || order == 0 && server == other.server;
        }
    }

    /** Reads {@code 0-1-42,7-1-3}; of nothing the empty list. */
    public static GtidList parse(String text) {
        SortedMap<Long, Transaction> last = new TreeMap<>();
        for (String one : text.isBlank() ? new String[0] : text.split(",", -1)) {
            Matcher gtid = GTID.matcher(one);
            if (!gtid.matches()
                    || last.put(
                                    Long.valueOf(gtid.group(1)),
                                    new Transaction(
                                            Long.parseLong(gtid.group(2)), Long.parseUnsignedLong(gtid.group(3))))
                            != null) {
                throw new IllegalArgumentException("Invalid list of transaction identifiers: " + text);
            }
        }
        return new GtidList(last);
    }

    /** The position behind one transaction more. */
    public GtidList plus(long domain, Transaction transaction) {
        SortedMap<Long, Transaction> more = new TreeMap<>(last);
        more.put(domain, transaction);
        return new GtidList(more);
    }

    @Override
    public boolean isAtOrAfter(LogPosition other) {
        for (Map.Entry<Long, Transaction> wanted :
                LogPosition.require(GtidList.class, other).last.entrySet()) {
            Transaction own = last.get(wanted.getKey());
            if (own == null || !own.isAtOrAfter(wanted.getValue())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String toString() {
        return last.entrySet().stream()
                .map(entry -> entry.getKey() + "-" + entry.getValue().server() + "-"
                        + Long.toUnsignedString(entry.getValue().sequence()))
                .collect(Collectors.joining(","));
    }
}

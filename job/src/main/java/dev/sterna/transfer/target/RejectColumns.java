package dev.sterna.transfer.target;

import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import dev.sterna.transfer.stage.StagedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns of a file of refused rows: those of the backup, and behind them what there is to say of a row. */
final class RejectColumns {
    static final int REASON = 0;
    static final int CODE = 1;
    static final int COLUMN = 2;
    static final int CHUNK = 3;
    static final int ROW = 4;
    static final int KEY = 5;

    private static final List<String> NAMES = List.of("reason", "code", "column", "chunk", "row", "key");

    private RejectColumns() {}

    /** The staged columns, then the six of ours; names that a column of the table has already get more underscores. */
    static List<StagedColumn> of(List<StagedColumn> staged) {
        // Readers such as Spark take no notice of case.
        Set<String> taken = staged.stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        String prefix = "sterna_";
        while (anyTaken(prefix, taken)) {
            prefix = "_" + prefix;
        }
        List<StagedColumn> all = new ArrayList<>(staged);
        for (int i = 0; i < NAMES.size(); i++) {
            all.add(entry(prefix + NAMES.get(i), i));
        }
        return all;
    }

    private static boolean anyTaken(String prefix, Set<String> taken) {
        return NAMES.stream().anyMatch(name -> taken.contains(prefix + name));
    }

    private static StagedColumn entry(String name, int which) {
        LogicalType type = switch (which) {
            case CHUNK -> new LogicalType.Int(32, false);
            case ROW -> new LogicalType.Int(64, false);
            default -> new LogicalType.Text(0);
        };
        return new StagedColumn(name, type, type.kind().name().toLowerCase(Locale.ROOT), Staged.of(type), true);
    }
}

package dev.sterna.drill;

import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import dev.sterna.ledger.MadeLedger.Mark;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schemas of one run's drills, one for each that its tables come from. What is dropped was made by a drill: its name is
 * one that a drill of this run gives, its mark is in the ledger beside it, and no table is in it that a drill does not make.
 */
final class ScratchSchemas {
    private static final String PREFIX = "sterna_drill_";

    private final Database database;
    private final Ledger ledger;
    private final String id;
    private final Map<TableName, TableName> names = new LinkedHashMap<>();
    private final Set<String> schemas = new TreeSet<>();

    /**
     * @param id of the drill in the ledger
     * @param tables all that a drill of the run may restore, whichever this one does: so names stay the same
     */
    ScratchSchemas(Database database, String id, List<TablePlan> tables) {
        this.database = database;
        this.ledger = database.ledger();
        this.id = id;
        List<String> sources = tables.stream()
                .map(table -> table.source().name().schema())
                .distinct()
                .sorted()
                .toList();
        String prefix = PREFIX + NameRegister.hash(id);
        for (TablePlan table : tables) {
            TableName source = table.source().name();
            String schema = prefix + "_" + (sources.indexOf(source.schema()) + 1);
            schemas.add(schema);
            String name = database.dialect().identifiers().fit(source.name());
            names.put(source, new TableName(schema, name));
        }
    }

    /** Where the tables of the source go. */
    Map<TableName, TableName> names() {
        return names;
    }

    /** Marks them as a drill's own, before anything of them is made. */
    void mark() {
        ledger.made().add(id, schemas.stream().map(ScratchSchemas::mark).toList());
    }

    private static Mark mark(String schema) {
        try {
            byte[] octets = MessageDigest.getInstance("SHA-256")
                    .digest(("drill schema " + schema).getBytes(StandardCharsets.UTF_8));
            return new Mark(HexFormat.of().formatHex(octets), "drill", "schema " + schema);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }

    /** Those that are there: what an earlier drill has left, or somebody else has made. */
    List<String> there() {
        Set<String> all = database.schemaNames();
        return schemas.stream().filter(all::contains).toList();
    }

    /**
     * Drops those that are there, and forgets what the ledger knows of them.
     *
     * @return what was dropped
     * @throws SternaException (REFUSED) when one of them was not made by a drill, or has something of others in it; then all stay
     */
    List<String> drop() {
        List<String> there = there();
        Set<String> marks = ledger.made().hashes();
        for (String schema : there) {
            if (!marks.contains(mark(schema).hash())) {
                throw foreign(schema, "it does not carry the mark of a drill in the ledger");
            }
            List<String> others = new ArrayList<>();
            for (TableName table : database.names(List.of(schema))) {
                if (!names.containsValue(table)) {
                    others.add(table.name());
                }
            }
            if (!others.isEmpty()) {
                throw foreign(schema, "it has tables that no drill has made: " + String.join(", ", others));
            }
        }
        there.forEach(schema -> database.execute(
                "drop schema " + schema,
                null,
                List.of(database.dialect().schemaDdl().dropSchema(schema))));
        ledger.forget(id);
        return there;
    }

    private static SternaException foreign(String schema, String why) {
        return SternaException.of(
                Category.REFUSED,
                "not-a-drills-schema",
                null,
                "Cannot drop " + schema + ", which has the name of a drill's schema: " + why,
                "Look at what is in it; if nobody needs it, drop it by hand, and give the same command again");
    }
}

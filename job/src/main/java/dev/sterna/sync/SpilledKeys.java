package dev.sterna.sync;

import dev.sterna.compare.proof.KeyShelf;
import dev.sterna.model.TableName;
import dev.sterna.step.Workspace;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys that are too many for memory, in a file of the run's directory: of a transaction until the log tells of its end, or open ones
 * until they are compared.
 */
record SpilledKeys(Workspace workspace, String name) implements KeyShelf.Box {
    private static final int BUFFER = 1 << 16;

    void write(Map<TableName, Set<List<String>>> keys) {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(workspace.create(name), BUFFER))) {
            out.writeInt(keys.size());
            for (Map.Entry<TableName, Set<List<String>>> table : keys.entrySet()) {
                write(out, table.getKey().schema());
                write(out, table.getKey().name());
                out.writeInt(table.getValue().size());
                for (List<String> key : table.getValue()) {
                    out.writeInt(key.size());
                    for (String text : key) {
                        write(out, text);
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + workspace.uri(name), failure);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(octets.length);
        out.write(octets);
    }

    @Override
    public Map<TableName, Set<List<String>>> read() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(
                workspace.open(name).orElseThrow(() -> new IllegalStateException("Somebody has removed " + name)),
                BUFFER))) {
            Map<TableName, Set<List<String>>> keys = new LinkedHashMap<>();
            int tables = in.readInt();
            for (int i = 0; i < tables; i++) {
                TableName table = new TableName(text(in), text(in));
                int count = in.readInt();
                Set<List<String>> all = new LinkedHashSet<>(count * 2);
                for (int j = 0; j < count; j++) {
                    List<String> key = new ArrayList<>();
                    int columns = in.readInt();
                    for (int k = 0; k < columns; k++) {
                        key.add(text(in));
                    }
                    all.add(List.copyOf(key));
                }
                keys.put(table, all);
            }
            return keys;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + workspace.uri(name), failure);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    @Override
    public void delete() {
        workspace.delete(name);
    }
}

package dev.sterna.fidelity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Why rows were refused, by table and id, from the run's own files. */
final class Refusals {
    private final Map<String, String> codes = new HashMap<>();

    private Refusals() {}

    static Refusals read(Path directory) {
        Refusals refusals = new Refusals();
        if (!Files.exists(directory)) {
            return refusals;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> parquet =
                    files.filter(file -> file.toString().endsWith(".parquet")).toList();
            for (Path file : parquet) {
                refusals.add(file);
            }
            return refusals;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void add(Path file) throws IOException {
        String table = file.getParent().getFileName().toString().replaceFirst("^.*\\.", "");
        try (ParquetReader<Group> rows = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .build()) {
            for (Group row = rows.read(); row != null; row = rows.read()) {
                codes.put(table + "/" + row.getInteger("id", 0), row.getString("sterna_code", 0));
            }
        }
    }

    /** SQLSTATE or number of the error for which a row was refused; null when it was not. */
    String code(String table, int id) {
        return codes.get(table + "/" + id);
    }
}

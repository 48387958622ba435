package dev.sterna.launcher.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row, by name of the column; numbers, texts, LocalDate and LocalDateTime, such as two servers have alike. */
record PlainRow(Map<String, Object> values) {
    PlainRow {
        values = new LinkedHashMap<>(values);
    }

    List<String> columns() {
        return List.copyOf(values.keySet());
    }

    Object value(String column) {
        return values.get(column);
    }

    List<Object> values(List<String> columns) {
        List<Object> some = new ArrayList<>();
        columns.forEach(column -> some.add(values.get(column)));
        return some;
    }

    List<String> key() {
        return values(DiffBench.KEY).stream().map(Object::toString).toList();
    }

    PlainRow with(String column, Object value) {
        Map<String, Object> other = new LinkedHashMap<>(values);
        other.put(column, value);
        return new PlainRow(other);
    }
}

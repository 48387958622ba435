package dev.sterna.launcher.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * What an attempt is about.
 *
 * @param target with a fresh database
 * @param cores of this machine: so many connections, partitions or jobs
 * @param directory of this attempt, for files
 */
record Course(Server source, Server target, List<SourceTable> tables, int cores, Path directory) {
    Course {
        tables = List.copyOf(tables);
    }

    Pair pair() {
        return new Pair(source.engine(), target.engine());
    }

    List<String> tableNames() {
        return tables.stream().map(SourceTable::name).toList();
    }
}

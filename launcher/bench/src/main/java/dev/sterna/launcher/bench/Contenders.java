package dev.sterna.launcher.bench;

import java.util.List;

/** Everybody who may take part. */
final class Contenders {
    /** First the one that the others are compared with. */
    private static final List<Contender> ALL = List.of(
            new SternaRun(),
            new SparkJdbc(SparkJdbc.Writing.PLAIN),
            new SparkJdbc(SparkJdbc.Writing.TUNED),
            new Pgloader(),
            new Pgcopydb(),
            new Pipe());

    private Contenders() {}

    static List<String> names() {
        return ALL.stream().map(Contender::name).toList();
    }

    static List<Contender> named(List<String> names) {
        return ALL.stream()
                .filter(contender -> names.contains(contender.name()))
                .toList();
    }
}

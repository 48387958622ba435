package dev.sterna.micro;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is measured by itself: a type on one leg of its way. */
record Subject(Stage stage, Sample sample) {

    /** All that there are. */
    static List<Subject> all() {
        return Arrays.stream(Stage.values())
                .flatMap(stage -> Arrays.stream(Sample.values()).map(sample -> new Subject(stage, sample)))
                .filter(subject -> subject.stage.encoder(subject.sample).isPresent())
                .toList();
    }

    /** Those whose encoder or type, as the table has them, contains a text; all for the empty one. */
    static List<Subject> matching(String pattern) {
        String wanted = pattern.toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(subject -> Stream.of(subject.stage.label(), subject.sample.label(), subject.toString())
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(wanted)))
                .toList();
    }

    static Subject of(String key) {
        String[] parts = key.split("/", 2);
        return new Subject(Stage.valueOf(parts[0]), Sample.valueOf(parts[1]));
    }

    String key() {
        return stage.name() + "/" + sample.name();
    }

    Encoder encoder() {
        return stage.encoder(sample).orElseThrow();
    }

    Optional<String> excuse() {
        return stage.excuse(sample);
    }

    @Override
    public String toString() {
        return stage.label() + " of " + sample.label();
    }
}

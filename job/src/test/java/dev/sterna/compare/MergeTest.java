package dev.sterna.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static final int[] BY_FIRST = {0};
    private static final int[] BY_ALL = {};

    @Test
    void equalStreamsHaveNoDifference() throws SQLException {
        List<HashedRow> rows = List.of(row(1, 10, "a", "x"), row(2, 20, "b", null));
        assertThat(merged(BY_FIRST, rows, rows)).isEmpty();
        assertThat(merged(BY_FIRST, List.of(), List.of())).isEmpty();
    }

    @Test
    void findsEachKind() throws SQLException {
        assertThat(merged(
                        BY_FIRST,
                        List.of(row(1, 10, "a", "x"), row(2, 20, "b", "x"), row(4, 40, "d", "x")),
                        List.of(row(2, 21, "b", "y"), row(3, 30, "c", "x"), row(4, 40, "d", "x"))))
                .containsExactly("missing a", "changed b [1]", "extra c");
    }

    @Test
    void nullAndEmptyTextDiffer() throws SQLException {
        assertThat(merged(BY_FIRST, List.of(row(1, 10, "a", null)), List.of(row(1, 11, "a", ""))))
                .containsExactly("changed a [1]");
    }

    @Test
    void doubledRowsAreTooMany() throws SQLException {
        HashedRow row = row(1, 10, "a", "x");
        assertThat(merged(BY_FIRST, List.of(row), List.of(row, row, row))).containsExactly("extra a", "extra a");
        assertThat(merged(BY_ALL, List.of(row, row), List.of(row))).containsExactly("missing a");
    }

    @Test
    void withoutAKeyNothingChanges() throws SQLException {
        assertThat(merged(BY_ALL, List.of(row(1, 1, "a", "x")), List.of(row(2, 2, "a", "y"))))
                .containsExactly("missing a", "extra a");
    }

    @Test
    void differentKeysOfOneHashAreNotPaired() throws SQLException {
        assertThat(merged(
                        BY_FIRST,
                        List.of(row(1, 10, "a", "x"), row(1, 12, "b", "x")),
                        List.of(row(1, 11, "b", "y"), row(1, 13, "c", "y"))))
                .containsExactly("changed b [1]", "missing a", "extra c");
    }

    @Test
    void negativeHashesComeFirst() throws SQLException {
        assertThat(merged(
                        BY_FIRST,
                        List.of(row(-5, -1, "a", "x"), row(Long.MAX_VALUE, 1, "b", "x")),
                        List.of(row(Long.MIN_VALUE, 0, "c", "x"), row(-5, -1, "a", "x"))))
                .containsExactly("extra c", "missing b");
    }

    @Test
    void wrongOrderIsNoticed() {
        assertThatThrownBy(() -> merged(BY_FIRST, List.of(row(2, 1, "a", "x"), row(1, 1, "b", "x")), List.of()))
                .hasMessageContaining("in a wrong order");
    }

    @Test
    void manyRowsUnderOneHashAreCountedRight() throws SQLException {
        List<HashedRow> source = new ArrayList<>();
        List<HashedRow> target = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            source.add(row(7, 2L * i, "a", "x" + i));
            target.add(row(7, 2L * i + 1, "a", "y" + i));
        }
        List<String> found = merged(BY_FIRST, source, target);
        assertThat(found).hasSize(5000).allMatch("changed a [1]"::equals);
    }

    @Test
    void agreesWithCountingOneByOne() throws SQLException {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            List<HashedRow> source = random(random);
            List<HashedRow> target = random(random);
            List<HashedRow> rest = new ArrayList<>(target);
            long missing =
                    source.stream().filter(row -> !removeEqual(rest, row)).count();
            List<String> found = merged(BY_ALL, source, target);
            assertThat(found.stream().filter(line -> line.startsWith("missing")))
                    .hasSize((int) missing);
            assertThat(found.stream().filter(line -> line.startsWith("extra"))).hasSize(rest.size());
        }
    }

    private static boolean removeEqual(List<HashedRow> rows, HashedRow row) {
        return rows.stream()
                .filter(other -> other.keyHash() == row.keyHash() && other.rowHash() == row.rowHash())
                .findFirst()
                .map(rows::remove)
                .orElse(false);
    }

    private static List<HashedRow> random(Random random) {
        return random.ints(random.nextInt(12), 0, 6)
                .mapToObj(value -> row(value / 2, value, "k" + value / 2, "v" + value))
                .sorted(Comparator.comparingLong(HashedRow::keyHash).thenComparingLong(HashedRow::rowHash))
                .toList();
    }

    private static HashedRow row(long key, long hash, String... texts) {
        return new HashedRow(key, hash, texts);
    }

    private static List<String> merged(int[] key, List<HashedRow> source, List<HashedRow> target) throws SQLException {
        List<String> found = new ArrayList<>();
        // Rows are named by their first column, whatever they are paired by.
        MergedColumns columns = new MergedColumns(List.of("0", "1"), key, BY_FIRST, new boolean[0]);
        new Merge(columns, difference -> found.add(told(difference))).merge(rows(source), rows(target));
        return found;
    }

    private static String told(RowDifference difference) {
        String name = difference.key().get(0);
        if (difference instanceof RowDifference.Changed changed) {
            return "changed " + name + " " + changed.columns();
        }
        return (difference instanceof RowDifference.Missing ? "missing " : "extra ") + name;
    }

    private static HashedRows rows(List<HashedRow> rows) throws SQLException {
        var left = rows.iterator();
        return new HashedRows(() -> left.hasNext() ? left.next() : null, "stream");
    }
}

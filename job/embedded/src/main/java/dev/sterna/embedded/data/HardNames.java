package dev.sterna.embedded.data;

import static dev.sterna.embedded.data.HardTable.row;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables that are hard by the names of theirs and of their columns. */
final class HardNames {
    private HardNames() {}

    static List<HardTable> tables() {
        return List.of(
                HardTable.of(
                        "select",
                        "«order» integer NOT NULL, «from» varchar(20), «group» varchar(20), «where» integer,"
                                + " «user» varchar(20), «null» integer, «default» varchar(20), PRIMARY KEY («order»)",
                        rows(6)),
                HardTable.of(
                        "UPPER CASE",
                        "«ID» integer NOT NULL, «Name» varchar(20), «camelCase» varchar(20), PRIMARY KEY («ID»)",
                        rows(2)),
                HardTable.of(
                        "it's a \"table\" `of` names",
                        "«the key» integer NOT NULL, «double \"quotes\"» varchar(20), «back`tick» varchar(20),"
                                + " «it's» varchar(20), «dot.ted» varchar(20), «com,ma; semicolon» varchar(20),"
                                + " «(parentheses)» varchar(20), «per%cent» varchar(20), «dollar$1» varchar(20),"
                                + " «back\\slash» varchar(20), «question?» varchar(20), «1» varchar(20),"
                                + " PRIMARY KEY («the key»)",
                        rows(11)),
                HardTable.of(
                        "Größe_日本語",
                        "«ключ» integer NOT NULL, «naïve» varchar(20), «名前» varchar(20), PRIMARY KEY («ключ»)",
                        rows(2)));
    }

    private static Stream<Object[]> rows(int columnsBesidesTheKey) {
        return IntStream.range(0, 20).mapToObj(id -> {
            Object[] row = row(new Object[columnsBesidesTheKey + 1]);
            row[0] = Integer.toString(id);
            for (int column = 1; column < row.length; column++) {
                row[column] = (id + column) % 4 == 0 ? null : Integer.toString(id * 100 + column);
            }
            return row;
        });
    }
}

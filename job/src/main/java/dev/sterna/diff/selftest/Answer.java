package dev.sterna.diff.selftest;

import dev.sterna.compare.Narrowed;
import dev.sterna.compare.TableComparer;
import dev.sterna.compare.TableDigests;
import dev.sterna.compare.TablePair;
import java.util.List;
import java.util.Map;

/** What the comparison says of a sample. */
record Answer(TableDigests digests, Found found) {

    static Answer of(TableComparer comparer, TablePair pair) {
        TableDigests digests = comparer.digest(pair);
        Found found = new Found();
        List<Integer> differing = digests.differing();
        if (!differing.isEmpty()) {
            comparer.narrow(Map.of(digests, differing), same -> found, narrowed -> {
                if (narrowed instanceof Narrowed.Unnamed<Found> unnamed) {
                    throw unnamed.why();
                }
            });
        }
        return new Answer(digests, found);
    }
}

package dev.sterna.diff;

import dev.sterna.compare.TableDigests;
import dev.sterna.compare.TablePair;
import dev.sterna.load.TableRejects;
import dev.sterna.model.Digest;
import java.util.List;

/** Whether two sides differ by nothing but rows that the target refused: the sums of the refused ones tell. */
final class RejectProof {
    private RejectProof() {}

    /**
     * How many of the refused rows are missing, if that is all that differs; else 0.
     *
     * @param differing numbers of the chunks or buckets that differ
     */
    static long missing(TableDigests digests, List<Integer> differing, TableRejects known) {
        TablePair pair = digests.pair();
        return switch (pair.method()) {
            case RANGES -> {
                Digest missing = Digest.EMPTY;
                for (int part : differing) {
                    Digest refused = known.digest(pair.chunks().get(part).index());
                    if (!digests.source(part).equals(digests.target(part).plus(refused))) {
                        yield 0;
                    }
                    missing = missing.plus(refused);
                }
                yield missing.rows();
            }
            // A refused row's bucket is not known.
            case BUCKETS -> {
                Digest refused = known.digest();
                yield digests.sourceTotal().equals(digests.targetTotal().plus(refused)) ? refused.rows() : 0;
            }
        };
    }
}

package dev.sterna.testing;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.opentest4j.TestAbortedException;

/**
 * Tests a property with random values. Every try has a seed of its own, new in every run; the failure of one names its
 * seed, and {@code -Dsterna.seed} repeats that one.
 */
public final class Tries {
    private static final int ONE_EDGE_IN = 10;

    private Tries() {}

    /** One try. Whatever is random in it comes out of its argument. */
    @FunctionalInterface
    public interface Try {
        void run(Random random) throws Exception;
    }

    /** Runs so many tries, or only that of {@code -Dsterna.seed}. */
    public static void of(int tries, Try body) {
        Long given = Long.getLong("sterna.seed");
        for (int i = 0; i < (given == null ? tries : 1); i++) {
            long seed = given == null ? ThreadLocalRandom.current().nextLong() : given;
            try {
                body.run(new Random(seed));
            } catch (TestAbortedException e) {
                throw e;
            } catch (Exception | AssertionError failure) {
                throw new AssertionError(
                        "Try " + (i + 1) + ", repeated by -Dsterna.seed=" + seed + ": " + failure.getMessage(),
                        failure);
            }
        }
    }

    /** Any number of the range: often an end of it, zero or a neighbour of those, otherwise of any magnitude. */
    public static long between(long least, long greatest, Random random) {
        if (random.nextInt(ONE_EDGE_IN) == 0) {
            List<Long> edges = List.of(least, least + 1, -1L, 0L, 1L, greatest - 1, greatest);
            return Math.max(least, Math.min(greatest, edges.get(random.nextInt(edges.size()))));
        }
        if (random.nextBoolean()) {
            return random.nextLong(least, greatest);
        }
        return Math.max(least, Math.min(greatest, any(random)));
    }

    /** As {@link #between(long, long, Random)}. */
    public static int between(int least, int greatest, Random random) {
        return (int) between((long) least, greatest, random);
    }

    /** Any number of 64 bits: often an end of them, zero or a neighbour of those, otherwise of any magnitude. */
    public static long any(Random random) {
        if (random.nextInt(ONE_EDGE_IN) == 0) {
            List<Long> edges =
                    List.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L, 0L, 1L, Long.MAX_VALUE - 1, Long.MAX_VALUE);
            return edges.get(random.nextInt(edges.size()));
        }
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    /** A number of up to so many digits and of either sign, of any magnitude. */
    public static BigInteger digits(int most, Random random) {
        BigInteger any =
                BigInteger.valueOf(any(random)).multiply(BigInteger.valueOf(7).pow(40));
        return any.remainder(BigInteger.TEN.pow(most));
    }
}

package dev.sterna.dialect.mysql.log;

import java.nio.ByteBuffer;

/** What stands before a statement in the log, of which only the character set of its text is read. */
final class StatementVariables {
    private static final int FLAGS = 0;
    private static final int MODE = 1;
    private static final int OLD_CATALOG = 2;
    private static final int COUNTERS = 3;
    private static final int CHARSET = 4;
    private static final int CATALOG = 6;

    private StatementVariables() {}

    /** The number of a collation of the client's character set, which the text came in; 0 where none is told. */
    static int collation(ByteBuffer variables) {
        while (variables.hasRemaining()) {
            switch (variables.get()) {
                case FLAGS, COUNTERS -> Octets.skip(variables, 4);
                case MODE -> Octets.skip(variables, 8);
                case OLD_CATALOG -> Octets.skip(variables, (variables.get() & 0xff) + 1);
                case CATALOG -> Octets.skip(variables, variables.get() & 0xff);
                case CHARSET -> {
                    return (int) Octets.little(variables, 2);
                }
                default -> {
                    // They come in this order, and what comes behind is of unknown length.
                    return 0;
                }
            }
        }
        return 0;
    }
}

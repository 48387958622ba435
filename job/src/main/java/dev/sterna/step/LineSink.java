package dev.sterna.step;

/** Takes whole lines at the end of a file. Not thread-safe. */
interface LineSink {

    /** @param line with its end */
    void append(String line);

    /** Lets others see what was added, at once or within a second. */
    void flush();

    void close();
}

package dev.sterna.step;

/**
 * How long a restore took, in seconds.
 *
 * @param check until all files were found to be as they were written
 * @param schema until the tables were there
 * @param load until the rows were in
 * @param finish until keys, indexes and constraints were there
 * @param compare until the rows were compared with the backup
 */
public record RestoreTimes(double check, double schema, double load, double finish, double compare) {

    public RestoreTimes {
        check = rounded(check);
        schema = rounded(schema);
        load = rounded(load);
        finish = rounded(finish);
        compare = rounded(compare);
    }

    /** To the millisecond. */
    static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    /** Until the data can be used again: what a comparison takes is none of it. */
    public double restore() {
        return check + schema + load + finish;
    }
}

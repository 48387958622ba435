package dev.sterna.launcher.bench;

/**
 * A cutover and the way back, while an application writes until it is refused.
 *
 * @param rate rows that the application has changed in a second before
 * @param frozen seconds from the last write that the source took to the first that the target did after the switch, seen from outside
 * @param told the same as the receipt has it
 * @param command seconds that the command of the cutover took
 * @param lost writes that the source had taken and the target has not
 * @param differing rows of whole tables that differ after the switch, by the witness
 * @param back seconds from the last write that the target took to the first that the source did, on the way back
 * @param broughtBack writes that the target took after the switch, whose rows were looked for in the source
 * @param lostBack of them those that the source has not
 * @param differingBack rows that differ after the way back
 */
record RehearsalRound(
        double rate,
        double frozen,
        double told,
        double command,
        long lost,
        long differing,
        double back,
        long broughtBack,
        long lostBack,
        long differingBack) {}

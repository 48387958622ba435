package dev.sterna.decommission;

import dev.sterna.cutover.Receipt;
import dev.sterna.cutover.Requirement;
import dev.sterna.dialect.server.Activity;
import dev.sterna.dialect.server.ActivityMarks;
import dev.sterna.error.FewNames;
import dev.sterna.plan.Plan;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is left where a process was killed after it had dropped some databases of a source: nobody has looked at that since. */
final class LeftOver {
    private static final int NAMED = 5;

    private LeftOver() {}

    /** What stands in the way. The log of the server went on by what was dropped, so that it tells nothing. */
    static List<Requirement> look(Workspace run, Plan plan, List<String> accepted, Retiring retiring) {
        List<String> schemas = Proofs.schemas(plan);
        ActivityMarks now = retiring.marks(schemas);
        List<Doubt> doubts = new ArrayList<>();
        Receipt.read(run)
                .map(Receipt::sourceMarks)
                .ifPresentOrElse(
                        then -> doubts.addAll(QuietSince.doubts(left(then, now, schemas), now, true)),
                        () -> doubts.add(new Doubt(
                                "no-marks", "the receipt does not say what the source had counted at the switch")));
        Activity.Sessions sessions = retiring.sessions(schemas);
        List<Requirement> all = new ArrayList<>(of("no-writes", doubts, accepted));
        if (!sessions.clients().isEmpty()) {
            all.addAll(of(
                    "no-connections",
                    List.of(new Doubt("sessions", "connected are " + FewNames.of(sessions.clients(), NAMED))),
                    accepted));
        }
        return all;
    }

    private static List<Requirement> of(String name, List<Doubt> doubts, List<String> accepted) {
        List<Doubt> open = Doubt.open(doubts, accepted);
        return open.isEmpty()
                ? List.of()
                : List.of(Requirement.unmet(
                        name,
                        "a part of the source is dropped, and of the rest: " + Doubt.words(open),
                        "See to that, then say that it may be: " + Doubt.accepting(open, accepted)));
    }

    /** Without the schemas of which there is no table any more. */
    static ActivityMarks left(ActivityMarks then, ActivityMarks now, List<String> schemas) {
        Map<String, ActivityMarks.Table> tables = new TreeMap<>(then.tables());
        Map<String, String> sequences = new TreeMap<>(then.sequences());
        for (String schema : schemas) {
            String inside = schema + ".";
            if (now.tables().keySet().stream().noneMatch(name -> name.startsWith(inside))) {
                tables.keySet().removeIf(name -> name.startsWith(inside));
                sequences.keySet().removeIf(name -> name.startsWith(inside));
            }
        }
        return new ActivityMarks(then.database(), then.since(), then.log(), then.logRests(), tables, sequences);
    }
}

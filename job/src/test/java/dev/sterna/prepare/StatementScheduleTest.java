package dev.sterna.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.prepare.StatementSchedule.Task;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementScheduleTest {
    private static Task task(String name, int phase, String table, String... needs) {
        ObjectName object = object(name);
        Set<ObjectName> all = new java.util.HashSet<>(Set.of(object));
        for (String need : needs) {
            all.add(object(need));
        }
        PlannedStatement work = new PlannedStatement(new Statement(object, "CREATE " + name), object, true, null);
        return new Task(work, phase, Set.of(new TableName("s", table)), all);
    }

    private static ObjectName object(String name) {
        return new ObjectName(ObjectKind.INDEX, "s", "t", name);
    }

    @Test
    void oneTableIsTouchedByOneAtATimeAndPhasesWaitForEachOther() throws InterruptedException {
        Task first = task("a1", 0, "a");
        Task second = task("a2", 0, "a");
        Task other = task("b1", 0, "b");
        Task later = task("c1", 1, "c");
        StatementSchedule schedule = new StatementSchedule(List.of(later, first, second, other), Set.of());

        assertThat(schedule.next()).contains(first);
        assertThat(schedule.next()).contains(other);
        schedule.done(first);
        assertThat(schedule.next()).contains(second);
        schedule.done(other);
        schedule.done(second);
        assertThat(schedule.next()).contains(later);
        schedule.done(later);
        assertThat(schedule.next()).isEmpty();
    }

    @Test
    void whatNeedsAFailedObjectIsNotTriedNorWhatNeedsThat() throws InterruptedException {
        Task key = task("key", 0, "a");
        Task foreign = task("foreign", 1, "b", "key");
        Task view = task("view", 2, "c", "foreign");
        Task free = task("free", 2, "d");
        StatementSchedule schedule = new StatementSchedule(List.of(key, foreign, view, free), Set.of());

        assertThat(schedule.next()).contains(key);
        schedule.failed(key);
        assertThat(schedule.next()).contains(free);
        schedule.done(free);
        assertThat(schedule.next()).isEmpty();
        assertThat(schedule.skipped())
                .containsEntry(foreign.statement(), object("key"))
                .containsEntry(view.statement(), object("foreign"));
    }
}

package dev.sterna.transfer;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Tells when the first Spark job of a thread has been submitted. */
final class JobStarts implements AutoCloseable {
    private static final String PROPERTY = "sterna.turn";

    private final SparkContext context;
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();
    private final SparkListener listener = new SparkListener() {
        @Override
        public void onJobStart(SparkListenerJobStart start) {
            Turn turn = turns.get(String.valueOf(start.properties().getProperty(PROPERTY)));
            if (turn != null) {
                turn.end();
            }
        }
    };

    JobStarts(SparkContext context) {
        this.context = context;
        context.addSparkListener(listener);
    }

    Turn next() {
        Turn turn = new Turn(UUID.randomUUID().toString());
        turns.put(turn.id, turn);
        return turn;
    }

    @Override
    public void close() {
        context.removeSparkListener(listener);
    }

    /** A thread's turn to submit a job. */
    final class Turn {
        private final String id;
        private final CountDownLatch over = new CountDownLatch(1);

        private Turn(String id) {
            this.id = id;
        }

        /** Marks the jobs of the calling thread. */
        void take() {
            context.setLocalProperty(PROPERTY, id);
        }

        /** The thread has submitted a job, or will never do so. */
        void end() {
            over.countDown();
        }

        void await() throws InterruptedException {
            over.await();
        }
    }
}

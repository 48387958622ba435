package dev.sterna.testing;

import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** The smallest job that shows where it ran; its exit code is its argument. Public for spark-submit. */
public final class TinyJob {
    private TinyJob() {}

    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder().appName("tiny").getOrCreate();
        List<String> executors = spark.range(0, 8, 1, 8)
                .map(
                        (MapFunction<Long, String>) number -> {
                            // Long enough that both executors get some.
                            Thread.sleep(TaskContext.getPartitionId() * 100L);
                            return SparkEnv.get().executorId();
                        },
                        Encoders.STRING())
                .distinct()
                .collectAsList();
        System.out.println("executors=" + executors.stream().sorted().toList());
        spark.stop();
        System.exit(Integer.parseInt(arguments[0]));
    }
}

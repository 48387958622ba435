/** What one row costs in each encoder, by JMH: nanoseconds, and bytes of new objects. {@code scripts/bench --micro} runs it. */
package dev.sterna.micro;

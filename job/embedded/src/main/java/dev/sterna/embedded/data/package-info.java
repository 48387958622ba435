/** What the embedded servers, or any others, are filled with: TPC-H of any size, and a schema of hard cases. */
package dev.sterna.embedded.data;

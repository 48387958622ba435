/** The step {@code validate}: gates, each of which says whether one thing about the target is right. It writes to no table of the user's. */
package dev.sterna.validate;

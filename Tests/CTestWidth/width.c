// Owns how many tests run at once.

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/// Twice as many as there are processors, unless the environment says otherwise.
///
/// Swift Testing starts all tests at once. Those that wait for a command block a thread of the few that Swift's tasks
/// share, and the answers of a server under test then wait in line behind hundreds of tests, for minutes. Swift Testing
/// reads this variable when it first needs it, which is after this.
__attribute__((constructor)) static void limitWidth(void) {
    char width[32];
    snprintf(width, sizeof width, "%ld", 2 * sysconf(_SC_NPROCESSORS_ONLN));
    setenv("SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH", width, 0);
}

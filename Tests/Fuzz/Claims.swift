// Owns how a fuzzer tells that a claim does not hold.

import Glibc

/// Ends the program where the claims throw, whereupon libFuzzer keeps the input.
func mustHold(_ claims: () throws -> Void) -> CInt {
    do {
        try claims()
        return 0
    } catch {
        let sentence = Array("does not hold: \(error)\n".utf8)
        write(STDERR_FILENO, sentence, sentence.count)
        abort()
    }
}

/// A folder in memory, where there is one: the checks write a file for each input.
let fastFolder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"

// Owns whether a text is coloured.

import ArgumentParser
import Glibc

/// When to colour: as asked, else on a terminal where `NO_COLOR` is not set.
struct ColorOptions: ParsableArguments {
    enum When: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    @Option(help: "Colour the text: auto (on a terminal, unless NO_COLOR is set), always or never.")
    var color = When.auto

    var isWanted: Bool {
        switch color {
        case .always: true
        case .never: false
        // As no-color.org says: set, and not empty.
        case .auto: isatty(STDOUT_FILENO) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
        }
    }
}

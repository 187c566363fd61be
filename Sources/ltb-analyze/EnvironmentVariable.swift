// Owns reading what the environment says.

import Glibc

/// A variable of the environment.
enum EnvironmentVariable {
    /// Its value; nil where it is not set.
    static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

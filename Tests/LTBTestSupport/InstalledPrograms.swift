// Owns finding the programs of others that tests compare with.

import Glibc

/// Programs of others, which a machine may have or not; `.ci/setup --all` installs them.
package enum InstalledPrograms {
    /// Whether the shell finds all of these commands.
    package static func contain(_ commands: String...) -> Bool {
        commands.allSatisfy { isSuccess("command -v \($0)") }
    }

    /// A Python that can import all of these modules: the one that `LTB_PYTHON` names, the one that `.ci/setup --all`
    /// made, or the system's; nil if none of them can.
    package static func python(importing modules: String...) -> CommandRunner? {
        let script = modules.map { "import \($0)" }.joined(separator: "; ")
        return pythons.first { isSuccess("'\($0)' -c '\(script)'") }.map { CommandRunner(path: $0) }
    }

    private static var pythons: [String] {
        let cache = variable("XDG_CACHE_HOME") ?? variable("HOME").map { $0 + "/.cache" }
        let own = cache.map { $0 + "/ltb/python/bin/python3" }
        return [variable("LTB_PYTHON"), own, "/usr/bin/python3"].compactMap(\.self)
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    private static func isSuccess(_ command: String) -> Bool {
        system("\(command) > /dev/null 2>&1") == 0
    }
}

// Owns the inputs that fuzzing found worth keeping.

import FoundationEssentials

/// The inputs in `fixtures/corpus`, which `.ci/fuzz` gathers.
package enum FuzzingCorpus {
    /// The inputs for a target, by their names.
    package static func inputs(for target: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = repositoryRoot.appending(path: "fixtures/corpus/\(target)")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            (name, Array(try Data(contentsOf: folder.appending(path: name))))
        }
    }
}

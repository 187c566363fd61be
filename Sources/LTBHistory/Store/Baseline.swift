// Owns the words by which users choose what a run is compared with.

import LTBAnalysis

/// A rolling baseline: `last 10 on main`.
///
/// The words, in this order: `last`, a number (1 where there is none), then any of `passed` (or another status before
/// `on` or `with`), `on BRANCH` and `with LABEL=VALUE`, the last any number of times; or `run` and what names one run.
package enum Baseline: Sendable, Equatable {
    /// The last runs of a choice.
    case last(RunChoice)
    /// One run, by its number, id, name or commit.
    case run(String)

    /// Why words choose nothing.
    package struct WordsError: Error, Equatable, CustomStringConvertible {
        /// What was not understood.
        package let words: String

        /// One sentence.
        package var description: String {
            "'\(words)' is no baseline; write 'last 10 on main', 'last 5 passed with ci_job=nightly' or 'run 17'."
        }
    }

    /// Reads the words.
    package init(_ text: String) throws(WordsError) {
        var words = text.split(separator: " ").map(String.init)[...]
        switch words.popFirst() {
        case "run":
            guard let word = words.popFirst(), words.isEmpty else { throw WordsError(words: text) }
            self = .run(word)
        case "last":
            guard let choice = Self.choice(&words) else { throw WordsError(words: text) }
            self = .last(choice)
        default: throw WordsError(words: text)
        }
    }

    private static func choice(_ words: inout ArraySlice<String>) -> RunChoice? {
        var choice = RunChoice()
        choice.last = 1
        if let first = words.first, let count = Int(first) {
            guard count > 0 else { return nil }
            choice.last = count
            words.removeFirst()
        }
        while let word = words.popFirst() {
            switch word {
            case "on":
                guard choice.branch == nil, let branch = words.popFirst() else { return nil }
                choice.branch = branch
            case "with":
                guard let label = words.popFirst(), let equals = label.firstIndex(of: "="), equals != label.startIndex
                else { return nil }
                choice.labels[String(label[..<equals])] = String(label[label.index(after: equals)...])
            case "passed", "failed", "aborted":
                guard choice.status == nil else { return nil }
                choice.status = word
            default: return nil
            }
        }
        return choice
    }
}

extension History {
    /// The runs of a baseline, the oldest first, each with all that is kept of it; `StoredRun.logs` says where their
    /// logs were, and `StoredLog.isUnchanged` whether they are still.
    ///
    /// - Parameters:
    ///   - baseline: what was asked for.
    ///   - excluding: run ids and digests of candidates, which are no baselines of themselves.
    /// - Returns: fewer runs than asked for, or none, where there are no more.
    package func runs(
        of baseline: Baseline, excluding: Set<String> = []
    ) throws(HistoryError) -> [StoredRun] {
        switch baseline {
        case .run(let word):
            let found = try run(word)
            return excluding.isDisjoint(with: [found.digest, found.identity.runID ?? found.digest]) ? [found] : []
        case .last(var choice):
            choice.excluding.formUnion(excluding)
            return try runs(choice)
        }
    }
}

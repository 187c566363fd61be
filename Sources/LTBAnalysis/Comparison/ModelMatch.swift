// Owns which model of one run is compared with which of the other.

/// Two models that are compared, by their places in the samples.
struct ModelMatch {
    var base: Int
    var candidate: Int
}

/// Finds for each model of a base its counterpart.
package enum ModelMatching {
    /// A name of the base, and what it is called in the candidate; without a provider it is of any.
    package struct Rename: Sendable, Equatable {
        package var old: RequestPricing.ModelName
        package var new: RequestPricing.ModelName

        package init(_ old: RequestPricing.ModelName, to new: RequestPricing.ModelName) {
            (self.old, self.new) = (old, new)
        }
    }

    /// As the user says; else the one of the same provider and name; else the only one of that name; and where each run
    /// has one model, these.
    static func matches(
        _ base: [RunSamples.Model], _ candidate: [RunSamples.Model], _ renames: [Rename]
    )
        -> [ModelMatch]
    {
        var matches: [ModelMatch] = []
        func take(_ find: (RunSamples.Model, [Int]) -> Int?) {
            for (index, model) in base.enumerated() where !matches.contains(where: { $0.base == index }) {
                let free = candidate.indices.filter { other in !matches.contains { $0.candidate == other } }
                if let found = find(model, free) { matches.append(ModelMatch(base: index, candidate: found)) }
            }
        }
        take { model, free in
            guard let rename = renames.first(where: { $0.old.matches(provider: model.provider, model: model.model) })
            else { return nil }
            return free.first {
                rename.new.matches(provider: candidate[$0].provider, model: candidate[$0].model)
            }
        }
        take { model, free in
            free.first { candidate[$0].provider == model.provider && candidate[$0].model == model.model }
        }
        take { model, free in
            let named = free.filter { candidate[$0].model == model.model }
            return named.count == 1 && base.count { $0.model == model.model } == 1 ? named[0] : nil
        }
        if matches.isEmpty, base.count == 1, candidate.count == 1 { matches = [ModelMatch(base: 0, candidate: 0)] }
        return matches.sorted { $0.base < $1.base }
    }

    /// The names of a rename that a run has not: the side, and the name.
    package static func unknownNames(
        _ renames: [Rename], base: RunSamples, candidate: RunSamples
    ) -> [(side: RunComparison.Side, name: RequestPricing.ModelName)] {
        func isKnown(_ name: RequestPricing.ModelName, _ samples: RunSamples) -> Bool {
            samples.isFolding || samples.models.contains { name.matches(provider: $0.provider, model: $0.model) }
        }
        return renames.filter { !isKnown($0.old, base) }.map { (.base, $0.old) }
            + renames.filter { !isKnown($0.new, candidate) }.map { (.candidate, $0.new) }
    }
}

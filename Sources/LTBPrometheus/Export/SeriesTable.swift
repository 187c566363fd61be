// Owns which series there are over time, and that no two have samples of one name.

/// Numbers the series of a run in the order in which they appear.
struct SeriesTable {
    /// A series, by the family it is of.
    struct Entry {
        var family: Int
        var labels: [MetricFamily.Label]
    }

    private struct FamilyKey: Hashable {
        var name: String
        var kind: MetricFamily.Kind
    }

    private struct SeriesKey: Hashable {
        var family: Int
        var labels: [MetricFamily.Label]
    }

    /// What is known of families, without their series.
    private(set) var families: [MetricFamily] = []
    /// By number.
    private(set) var entries: [Entry] = []
    private var familyNumbers: [FamilyKey: Int] = [:]
    private var numbers: [SeriesKey: Int] = [:]
    /// Whose the names of samples are, for good: a metric that turns out to be of another type may take another's name.
    private var owners: [String: Int] = [:]

    /// The number of a family; nil if its samples would have the names of another's.
    mutating func number(of family: MetricFamily) -> Int? {
        let key = FamilyKey(name: family.name, kind: family.kind)
        if let number = familyNumbers[key] { return number }
        let names = family.claimedNames
        guard names.allSatisfy({ owners[$0] == nil }) else { return nil }
        let number = families.count
        for name in names { owners[name] = number }
        familyNumbers[key] = number
        families.append(MetricFamily(name: family.name, kind: family.kind, help: family.help, series: []))
        return number
    }

    /// The number of a series, and whether it has just appeared.
    mutating func number(of series: MetricFamily.Series, family: Int) -> (number: Int, isNew: Bool) {
        let key = SeriesKey(family: family, labels: series.labels)
        if let number = numbers[key] { return (number, false) }
        let number = entries.count
        numbers[key] = number
        entries.append(Entry(family: family, labels: series.labels))
        return (number, true)
    }

    /// The numbers of all series by family name, then by labels.
    var sorted: [Int] {
        let names = entries.map { entry in
            ([families[entry.family].name], entry.labels.flatMap { [$0.name, $0.value] })
        }
        return entries.indices.sorted { left, right in
            let (one, other) = (names[left], names[right])
            guard one.0 == other.0 else { return one.0[0] < other.0[0] }
            return one.1.lexicographicallyPrecedes(other.1)
        }
    }
}

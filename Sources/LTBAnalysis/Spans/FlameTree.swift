// Owns the paths of operations from the roots of traces, with the time that was spent at the end of each.

/// A tree of names, each place in which is a path.
struct FlameTree {
    private struct Node {
        var parent: Int
        /// By the order in which names are shown.
        var name: Int
        var time: Int128 = 0
    }

    /// As many paths as a page can show.
    static let shownPaths = 512
    /// What is deeper counts as its ancestor at this depth.
    static let greatestDepth = 64

    /// Parents before children; the first stands above all roots.
    private var nodes = [Node(parent: -1, name: -1)]
    private var places: [UInt64: Int] = [:]

    /// The place above the roots.
    static var root: Int { 0 }

    /// The place of a name below another.
    mutating func place(of name: Int, below parent: Int) -> Int {
        let key = UInt64(parent) << 32 | UInt64(name)
        if let place = places[key] { return place }
        places[key] = nodes.count
        nodes.append(Node(parent: parent, name: name))
        return nodes.count - 1
    }

    /// Adds time that was spent at a place.
    mutating func add(_ time: Int128, at place: Int) { nodes[place].time += time }

    /// The paths that took longest with all that is below them, and where they had to be chosen, the rest by parent.
    ///
    /// The last name must be the one under which the rest is summed.
    func paths(names: [String]) -> (paths: [FlamePath], areCut: Bool) {
        let walk = walk
        var totals = nodes.map(\.time)
        for place in nodes.indices.dropFirst().reversed() { totals[nodes[place].parent] += totals[place] }
        // No place is longer than its parent, which comes first in the walk: what is kept is a tree as well.
        let order = walk.indices.sorted { (totals[walk[$1]], $0) < (totals[walk[$0]], $1) }
        var isKept = [Bool](repeating: false, count: nodes.count)
        for index in order.prefix(Self.shownPaths) { isKept[walk[index]] = true }
        var times = nodes.map(\.time)
        var rests: [Int: Int128] = [:]
        for place in walk where !isKept[place] && (nodes[place].parent == Self.root || isKept[nodes[place].parent]) {
            rests[nodes[place].parent, default: 0] += totals[place]
        }
        // The rest of a parent joins its child of the same name, where it has one.
        for place in walk where isKept[place] && nodes[place].name == names.count - 1 {
            times[place] += rests.removeValue(forKey: nodes[place].parent) ?? 0
        }
        return (shown(walk.filter { isKept[$0] }, times, rests, names), order.count > Self.shownPaths)
    }

    private func shown(
        _ kept: [Int], _ times: [Int128], _ rests: [Int: Int128], _ names: [String]
    ) -> [FlamePath] {
        var paths: [(sort: [Int], time: Int128)] = kept.map { (path(to: $0), times[$0]) }
        for (parent, time) in rests { paths.append((path(to: parent) + [names.count - 1], time)) }
        return paths.filter { $0.time > 0 }.sorted { $0.sort.lexicographicallyPrecedes($1.sort) }.map { entry in
            FlamePath(path: entry.sort.map { names[$0] }, selfSeconds: Double(entry.time) / 1e9)
        }
    }

    /// The names from the root to a place.
    private func path(to place: Int) -> [Int] {
        var path: [Int] = []
        var place = place
        while place > Self.root {
            path.append(nodes[place].name)
            place = nodes[place].parent
        }
        return path.reversed()
    }

    /// All places but the root's, parents first, in the order of names: not in that in which traces came.
    private var walk: [Int] {
        var children: [Int: [Int]] = [:]
        for place in nodes.indices.dropFirst() { children[nodes[place].parent, default: []].append(place) }
        var walk: [Int] = []
        var waiting = [Self.root]
        while let place = waiting.popLast() {
            if place != Self.root { walk.append(place) }
            waiting += (children[place] ?? []).sorted { nodes[$0].name > nodes[$1].name }
        }
        return walk
    }
}

// Owns where the boxes of a flame graph are.

internal import LTBAnalysis

/// The tree of operations, in which every box is as wide as its share of the time of all spans.
struct FlameLayout {
    /// One operation reached in one way.
    struct Box: Equatable {
        var path: [String]
        /// Shares of the whole width.
        var start: Double
        var width: Double
        /// In seconds, with all that is below it.
        var total: Double
        var own: Double

        var name: String { path.last ?? "" }
        /// 0 is a root.
        var depth: Int { path.count - 1 }
    }

    private struct Node {
        var path: [String]
        var own = 0.0
        var total = 0.0
        var children: [Int] = []
    }

    /// Parents before children, the longest first.
    private(set) var boxes: [Box] = []
    /// The own times of all spans.
    let total: Double

    init(_ paths: [FlamePath]) {
        let nodes = Self.nodes(paths)
        total = nodes[0].total
        guard total > 0, total.isFinite else { return }
        var waiting = [(node: 0, start: 0.0)]
        while let (index, start) = waiting.popLast() {
            let node = nodes[index]
            if index > 0 {
                let box = Box(
                    path: node.path, start: start, width: node.total / total, total: node.total, own: node.own)
                boxes.append(box)
            }
            var end = start
            let children = node.children.sorted { (nodes[$1].total, $0) < (nodes[$0].total, $1) }
            let placed = children.map { child in
                defer { end += nodes[child].total / total }
                return (node: child, start: end)
            }
            waiting += placed.reversed()
        }
    }

    /// Every path and what it begins with, parents before children; the first stands above all.
    private static func nodes(_ paths: [FlamePath]) -> [Node] {
        var nodes = [Node(path: [])]
        for entry in paths where entry.selfSeconds > 0 {
            var place = 0
            for (depth, name) in entry.path.enumerated() {
                if let known = nodes[place].children.first(where: { nodes[$0].path[depth] == name }) {
                    place = known
                } else {
                    nodes.append(Node(path: nodes[place].path + [name]))
                    nodes[place].children.append(nodes.count - 1)
                    place = nodes.count - 1
                }
            }
            nodes[place].own += entry.selfSeconds
        }
        for index in nodes.indices { nodes[index].total = nodes[index].own }
        for index in nodes.indices.reversed() {
            for child in nodes[index].children { nodes[index].total += nodes[child].total }
        }
        return nodes
    }
}

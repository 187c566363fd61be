import Testing

@testable import LTBAnalysis

@Suite struct KeyTableTests {
    @Test func equalKeysHaveOneIndexAndOthersAnother() {
        var table = KeyTable(limit: 100)
        let words = (0..<50).map { Array("word\($0)".utf8) }
        let first = words.map { word in word.withUnsafeBytes { table.slot(for: $0).index } }
        let again = words.map { word in word.withUnsafeBytes { table.slot(for: $0).index } }
        #expect(first == again)
        #expect(Set(first).count == 50)
        #expect(!table.isFolding)
        #expect(zip(first, words).allSatisfy { table.key(at: $0) == $1 })
    }

    @Test func whichKeysAreKeptDoesNotDependOnTheirOrder() {
        let words = (0..<500).map { Array("key-\($0)".utf8) }
        func kept(_ words: [[UInt8]]) -> Set<[UInt8]> {
            var table = BoundedTable(limit: 32, empty: Count())
            for word in words { table.values[table.index(for: word)].add(1) }
            #expect(table.isFolding)
            #expect(table.sorted.allSatisfy { $0.value.value == 1 })
            #expect(table.values[0].value == Int64(words.count - 32))
            return Set(table.sorted.map(\.key))
        }
        let forward = kept(words)
        #expect(forward.count == 32)
        #expect(kept(words.reversed()) == forward)
        var generator = SystemRandomNumberGenerator()
        #expect(kept(words.shuffled(using: &generator)) == forward)
    }

    @Test func mergedTablesHoldWhatOneTableWould() {
        let words = (0..<300).map { Array("name \($0 * 7 % 90)".utf8) }
        func table(_ words: ArraySlice<[UInt8]>) -> BoundedTable<Count> {
            var table = BoundedTable(limit: 16, empty: Count())
            for word in words { table.values[table.index(for: word)].add(1) }
            return table
        }
        let whole = table(words[...])
        for cut in [0, 1, 17, 150, 299] {
            var merged = table(words[cut...])
            merged.merge(table(words[..<cut]))
            #expect(merged.sorted.map(\.key) == whole.sorted.map(\.key))
            #expect(merged.sorted.map(\.value.value) == whole.sorted.map(\.value.value))
            #expect(merged.values[0].value == whole.values[0].value)
        }
    }

    @Test func aNameComesBeforeTheNamesThatItBegins() {
        let (separator, missing) = (KeyBuffer.separator, KeyBuffer.missing)
        let words = [
            [separator], Array("a".utf8) + [separator], Array("a".utf8) + [separator] + Array("z".utf8),
            Array("a".utf8) + [separator, missing], Array("ab".utf8) + [separator], Array("é".utf8), [missing],
        ]
        for order in [words, words.reversed()] {
            var table = BoundedTable(empty: Count())
            for word in order { table.values[table.index(for: word)].add(1) }
            #expect(table.sorted.map(\.key) == words)
        }
    }

    @Test func ofManyLongKeysTheBeginningsAreKeptAndTheyStayDistinct() {
        let long = [UInt8](repeating: 0x78, count: 3_000)
        let words = (0..<300).map { long + [KeyBuffer.separator] + long + Array("\($0)".utf8) }
        func counts(_ words: [[UInt8]]) -> [[UInt8]: Int64] {
            var table = BoundedTable(limit: 200, empty: Count())
            for word in words + words { table.values[table.index(for: word)].add(1) }
            #expect(table.values[0].value == 200)
            return Dictionary(uniqueKeysWithValues: table.sorted.map { ($0.key, $0.value.value) })
        }
        let forward = counts(words)
        #expect(forward.count == 200)
        #expect(forward.values.allSatisfy { $0 == 2 })
        #expect(forward.keys.allSatisfy { $0.count == 2 * KeptText.longestDetail + 1 })
        #expect(counts(words.reversed()) == forward)
    }
}

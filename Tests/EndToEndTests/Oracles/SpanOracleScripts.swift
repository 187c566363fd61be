// Owns the Python program that computes what became of the time of spans in a way of its own.

enum SpanOracleScripts {
    /// Writes `spans-0.jsonl` to `spans-2.jsonl` of a seed: traces that lie in all three, in no order, with children that
    /// overlap and outlast their parents, parents that are missing, ids that are used twice, and circles.
    static let randomTraces = #"""
        import json, random, sys
        random.seed(int(sys.argv[1]))
        logs = [open("spans-%d.jsonl" % name, "w") for name in range(3)]
        lines = []
        for trace in range(36):
            for index in range(random.choice([1, 3, 6, 12, 30])):
                ids = max(1, index)
                start = random.randrange(60 * 10**6)
                duration = random.choice([0, 1e-6, random.random() * 5, random.randrange(10**7) / 1e6])
                parent = random.choice([0, 1, 1, 1, 1, 1, 1, 2, 3, 4])
                data = {
                    "trace_id": "trace-%d" % trace,
                    "span_id": "s%d" % (random.randrange(ids) if random.random() < 0.05 else index),
                    "name": random.choice(["chat", "search", "embed", "r\u00e9ponse", "call"]),
                    "start_time": "2026-01-15T10:30:%02d.%06dZ" % (start // 10**6, start % 10**6),
                    "duration": duration,
                    "parent_span_id": None if parent == 0 else "s%d" % random.randrange(ids) if parent == 1
                        else "elsewhere" if parent == 2 else "s%d" % (index + 1) if parent == 3 else "",
                    "status": random.choice(["ok", "error", None]),
                    "attributes": {"n": index},
                }
                if random.random() < 0.5:
                    data = {key: data[key] for key in random.sample(list(data), len(data)) if data[key] is not None}
                lines.append({"event_type": "SpanEnded", "timestamp": "2026-01-15T10:31:00.000000Z",
                              "payload": {"type": "Span", "data": data}})
        random.shuffle(lines)
        for line in lines:
            separators = random.choice([(",", ":"), (", ", ": ")])
            random.choice(logs).write(json.dumps(line, separators=separators) + "\n")
        """#

    /// Compares the spans of `summary.json` with what this makes of the files given.
    static let comparison = #"""
        import json, sys
        from collections import defaultdict
        spans = json.load(open("summary.json"))["spans"]
        compared = differences = 0

        def compare(what, ours, theirs):
            global compared, differences
            compared += 1
            if ours != theirs:
                differences += 1
                print("%s: ours %r, theirs %r" % (what, ours, theirs))

        class Span:
            def __init__(self, data):
                self.trace, self.id, self.name = data["trace_id"], data["span_id"], data["name"]
                self.parent = data.get("parent_span_id") or None
                if self.parent == self.id:
                    self.parent = None
                self.failed = data.get("status") == "error"
                whole, fraction = data["start_time"][:-1].split(".")
                self.start = int(whole[-2:]) * 10**9 + int(fraction) * 1000
                self.duration = round(data["duration"] * 1e9)
                self.end = self.start + self.duration

        found = []
        for name in sys.argv[1:]:
            for line in open(name):
                found.append(Span(json.loads(line)["payload"]["data"]))
        by_id, children = {}, defaultdict(list)
        for span in found:
            first = by_id.get((span.trace, span.id))
            if first is None or (span.start, span.duration) < (first.start, first.duration):
                by_id[span.trace, span.id] = span
            if span.parent:
                children[span.trace, span.parent].append(span)

        def own_time(span):
            """What no child covers, by asking of each stretch between two ends of any whether a child is there."""
            below = children[span.trace, span.id]
            ends = {span.start, span.end}
            for child in below:
                ends |= {min(max(end, span.start), span.end) for end in (child.start, child.end)}
            ends = sorted(ends)
            return sum(b - a for a, b in zip(ends, ends[1:])
                       if not any(child.start <= a and b <= child.end for child in below))

        def path(span):
            """The names from the root; only its own if no root is reached."""
            names, seen, at = [], set(), span
            while at is not None:
                if id(at) in seen:
                    return (span.name,)
                seen.add(id(at))
                names.append(at.name)
                at = by_id.get((at.trace, at.parent)) if at.parent else None
            return tuple(reversed(names))

        operations, flame = defaultdict(lambda: [0, 0, 0, 0]), defaultdict(int)
        for span in found:
            own = own_time(span)
            row = operations[span.name]
            for index, value in enumerate((1, span.failed, span.duration, own)):
                row[index] += value
            flame[path(span)] += own
        compare("count", spans["count"], len(found))
        compare("without_self_time", spans["without_self_time"], 0)
        compare("names", [row["name"] for row in spans["operations"]], sorted(operations))
        for row in spans["operations"]:
            count, failed, total, own = operations[row["name"]]
            compare(row["name"] + " count", row["count"], count)
            compare(row["name"] + " errors", row["errors"], failed)
            compare(row["name"] + " total", row["total_seconds"], total / 1e9)
            compare(row["name"] + " own", row["self_seconds"], own / 1e9)
        paths = sorted(path for path, own in flame.items() if own > 0)
        compare("paths", [tuple(row["path"]) for row in spans["flame"]], paths)
        for row in spans["flame"]:
            compare(row["path"], row["self_seconds"], flame[tuple(row["path"])] / 1e9)

        # Whole traces: one root, from which every span is reached.
        traces = defaultdict(list)
        for span in found:
            traces[span.trace].append(span)
        whole = []
        for trace, members in traces.items():
            roots = [span for span in members if (trace, span.parent) not in by_id]
            if len(roots) == 1 and all(len(path(span)) > 1 for span in members if span is not roots[0]):
                whole.append((-roots[0].duration, roots[0].start, trace, members))
        compare("traces", len(spans["traces"]), min(3, len(whole)))
        for row, (duration, start, trace, members) in zip(spans["traces"], sorted(whole)):
            compare("trace", (row["trace_id"], row["duration"], row["span_count"]), (trace, -duration / 1e9, len(members)))
            ours = sorted((span["name"], span["start"], span["duration"], span["depth"]) for span in row["spans"])
            compare(trace, ours, sorted(
                (span.name, (span.start - start) / 1e9, span.duration / 1e9, len(path(span)) - 1) for span in members))
        print("%d figures compared, %d differ" % (compared, differences))
        """#
}

// Owns the JSON of where the figures come from: runs, log, filters, window.

import LTBAnalysis
import LTBEvents

extension JSONWriter {
    mutating func value(_ run: RunIdentity) {
        object {
            $0.member("run_id", run.runID)
            $0.member("name", run.name)
            $0.map("labels", run.labels) { $0.value($1) }
            $0.member("status", run.status)
            $0.member("started_at", run.startedAt)
            $0.member("duration_seconds", run.durationSeconds)
            $0.member("host", run.host)
            $0.member("tool", run.tool)
            $0.member("tool_version", run.toolVersion)
        }
    }

    mutating func value(_ log: LogFigures) {
        object {
            $0.array("files", log.files) { writer, file in
                writer.object {
                    $0.member("name", file.name)
                    $0.member("bytes", file.bytes)
                    $0.member("frames", file.frames)
                }
            }
            $0.member("events", log.events)
            $0.map("events_by_type", log.eventsByType) { $0.value($1) }
            $0.map("skipped_lines", log.skippedLines) { $0.value($1) }
            $0.member("damaged_bytes", log.damagedBytes)
            $0.member("damaged_frames", log.damagedFrames)
            $0.member("torn_tail", log.tornTail)
            $0.member("dropped_events", log.droppedEvents)
            $0.map("unknown_types", log.unknownTypes) { $0.value($1) }
            $0.array("skipped_examples", log.skippedExamples) { $0.value($1) }
        }
    }

    mutating func value(_ filters: FilterDescription) {
        object {
            $0.member("from", filters.from?.exactText)
            $0.member("to", filters.to?.exactText)
            $0.member("warmup_seconds", filters.warmupSeconds)
            $0.member("cooldown_seconds", filters.cooldownSeconds)
            $0.series("provider", filters.provider)
            $0.series("model", filters.model)
            $0.series("benchmark", filters.benchmark)
            $0.map("where", filters.where) { $0.value($1) }
            $0.series("type", filters.type)
        }
    }

    mutating func value(_ window: Window) {
        object {
            $0.member("start", window.start)
            $0.member("end", window.end)
            $0.member("duration_seconds", window.durationSeconds)
        }
    }
}

extension Timestamp {
    /// The instant with microseconds, as all others are written, or with the more digits that it takes to tell it: which
    /// events pass a filter hangs on each nanosecond.
    fileprivate var exactText: String {
        let digits = CivilTime(self).fractionDigits
        // Six digits and the Z are what is written in any case.
        return digits.count > 6 ? description.dropLast(7) + digits + "Z" : description
    }
}

// Owns how incidents are put into words beside charts.

internal import LTBAnalysis
internal import LTBEvents

extension PageContext {
    /// The incident that is named in the charts: the one with most failures.
    var mainIncident: Incident? {
        summary.incidents.max { ($0.failed, $1.start) < ($1.failed, $0.start) }
    }

    /// `cobalt rate-limited 91 % of its requests from 02:11:10 to 02:14:50`.
    func sentence(_ incident: Incident) -> String {
        let window = incident.window(in: summary.window)
        return FailureCause.clause(incident) + " from " + clock(window.start) + " to " + clock(window.end)
    }

    /// `cobalt: 740 of 816 failed`.
    func annotation(_ incident: Incident) -> String {
        LabelText.fit(incident.provider, width: 24) + ": " + NumberFormat.count(incident.failed) + " of "
            + NumberFormat.count(incident.requests) + " failed"
    }

    /// A time of the run: the clock; with the date where the run lasted over a day.
    func clock(_ time: Timestamp) -> String {
        let civil = CivilTime(time)
        guard let window = summary.window, window.durationSeconds > 86_400 else { return civil.clockWithSeconds }
        return civil.shortMoment
    }
}

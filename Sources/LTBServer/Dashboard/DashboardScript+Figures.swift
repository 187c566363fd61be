// Owns how the dashboard writes figures.

extension DashboardScript {
    /// The part that writes figures.
    static let figures = #"""
          // Numbers, as the report writes them.
          const figures = (value, digits) => Number(value.toPrecision(digits)).toLocaleString("en-US", {
            minimumFractionDigits: Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value) || 1))),
            maximumFractionDigits: 6, useGrouping: false });
          const duration = seconds => {
            if (seconds == null) return "–";
            if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
            if (seconds >= 60) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
            if (seconds >= 1) return `${figures(seconds, 3)} s`;
            if (seconds >= 0.01) return `${Math.round(seconds * 1000)} ms`;
            return seconds > 0 ? `${figures(seconds * 1000, 2)} ms` : "0 s";
          };
          const count = value => {
            if (value == null) return "–";
            if (value >= 1e6) return `${figures(value / 1e6, 3)} M`;
            if (value >= 1e5) return `${figures(value / 1e3, 3)} k`;
            return Math.round(value).toLocaleString("en-US");
          };
          const rate = value => value == null ? "–" : value >= 100 ? count(value) : value.toFixed(value >= 10 ? 0 : 1);
          const money = value => value == null ? "unpriced" : value >= 100 ? `$${Math.round(value).toLocaleString("en-US")}`
            : value >= 0.1 || value === 0 ? `$${value.toFixed(2)}` : `$${figures(value, 2)}`;
          // Steps lose their zeros.
          const tick = text => text.replace(/(\.\d*?)0+(?=\D|$)/, "$1").replace(/\.(?=\D|$)/, "").replace(/ min 0 s$/, " min");
          const share = value => value == null ? "–" : value === 0 || value === 1 ? `${value * 100} %`
            : value > 0.999 ? ">99.9 %" : value < 0.001 ? "<0.1 %" : `${(value * 100).toFixed(1)} %`;

        """#
}

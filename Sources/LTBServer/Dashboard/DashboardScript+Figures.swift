// Owns how the dashboard writes figures: as the report does, to the last digit.

extension DashboardScript {
    /// The part that writes figures, which is `NumberFormat` of the report in the browser's language.
    static let figures = #"""
          const space = "\u00A0";
          const grouped = digits => digits.replace(/\B(?=(\d{3})+$)/g, ",");
          // Rounded as the report does: toFixed and toPrecision see that 0.0135 is a little less.
          const fixed = (value, places) => {
            const scaled = Math.round(Math.abs(value) * 10 ** places);
            if (!(scaled < 9e15)) return String(value);
            const digits = String(scaled).padStart(places + 1, "0");
            const split = digits.length - places;
            const whole = grouped(digits.slice(0, split));
            return (value < 0 && scaled > 0 ? "−" : "") + (places ? `${whole}.${digits.slice(split)}` : whole);
          };
          const significant = (value, figures) => {
            const size = Math.abs(value);
            if (size === 0) return "0";
            let places = figures - 1;
            let limit = 10;
            for (; places > 0 && size >= limit - 0.5 / 10 ** places; limit *= 10) places -= 1;
            for (limit = 1; places < 12 && size < limit - 0.05 / 10 ** places; limit /= 10) places += 1;
            return fixed(value, places);
          };
          const quantity = value => {
            if (value < 99999.5) return value < 999.5 ? significant(value, 3) : fixed(value, 0);
            let scaled = value / 1000;
            for (const suffix of ["k", "M", "G", "T", "P", "E"]) {
              if (scaled < 999.5) return significant(scaled, 3) + space + suffix;
              scaled /= 1000;
            }
            return String(value);
          };
          const pair = (value, size, large, step, small) => {
            const rest = value % size;
            const text = fixed((value - rest) / size, 0) + space + large;
            return rest < step ? text : text + space + fixed(rest, 0) + space + small;
          };
          const duration = seconds => {
            if (seconds == null) return "–";
            if (seconds === 0) return `0${space}s`;
            if (seconds < 1e-6) return `<1${space}µs`;
            if (seconds < 999.5e-6) return `${fixed(seconds * 1e6, 0)}${space}µs`;
            if (seconds < 9.95e-3) return `${fixed(seconds * 1e3, 1)}${space}ms`;
            if (seconds < 999.5e-3) return `${fixed(seconds * 1e3, 0)}${space}ms`;
            if (seconds < 59.95) return `${significant(seconds, 3)}${space}s`;
            const whole = Math.round(seconds);
            if (whole < 3600) return pair(whole, 60, "min", 1, "s");
            const minutes = Math.round(seconds / 60);
            if (minutes < 48 * 60) return pair(minutes, 60, "h", 1, "min");
            const hours = Math.round(seconds / 3600);
            return hours < 1e6 ? pair(hours, 24, "d", 1, "h") : `${quantity(hours / 24)}${space}d`;
          };
          const count = value => value == null ? "–" : value < 1e5 ? fixed(value, 0) : quantity(value);
          const rate = value => value == null ? "–" : quantity(value);
          const money = value => {
            if (value == null) return "unpriced";
            if (value < 0.0995) return value === 0 ? "$0" : `$${significant(value, 2)}`;
            if (value < 9999999.5) return `$${fixed(value, value < 99.995 ? 2 : 0)}`;
            return `$${quantity(value).replace("G", "B")}`;
          };
          const share = value => {
            if (value == null) return "–";
            if (value > 0 && value < 0.0005) return `<0.1${space}%`;
            if (value < 1 && value >= 1 - 0.0005) return `>99.9${space}%`;
            return (value === 0 || value === 1 ? `${value * 100}` : fixed(value * 100, 1)) + space + "%";
          };
          // Steps lose their zeros.
          const tick = text => text.replace(/(\.\d*?)0+(?=\D|$)/, "$1").replace(/\.(?=\D|$)/, "");

        """#
}

// Owns the part of the script that writes figures and times as the page does, and reads them from tables.

extension PageScript {
    /// Days of a run have no year: `dayOf` takes the first such day that is not before the run's start.
    static let numbers = #"""
        const space = "\u00a0";
        const quantity = value => {
          const size = Math.abs(value);
          if (size === 0) return "0";
          if (size < 999.5) return value.toPrecision(3);
          if (size < 99999.5) return Math.round(value).toLocaleString("en-US");
          let scaled = value / 1000, unit = 0;
          while (Math.abs(scaled) >= 999.5 && unit < 5) { scaled /= 1000; unit += 1; }
          return scaled.toPrecision(3) + space + "kMGTPE"[unit];
        };
        const duration = seconds => {
          if (seconds === 0) return "0" + space + "s";
          if (seconds < 999.5e-6) return Math.round(seconds * 1e6) + space + "µs";
          if (seconds < 9.95e-3) return (seconds * 1e3).toFixed(1) + space + "ms";
          if (seconds < 0.9995) return Math.round(seconds * 1e3) + space + "ms";
          if (seconds < 59.95) return seconds.toPrecision(3) + space + "s";
          const minutes = Math.floor(Math.round(seconds) / 60);
          return minutes + space + "min" + space + Math.round(seconds - minutes * 60) + space + "s";
        };
        const cost = dollars => {
          if (dollars > 0 && dollars < 0.0995) return "$" + Number(dollars.toPrecision(2));
          return "$" + (dollars < 99.995 ? dollars.toFixed(2) : quantity(dollars));
        };
        const figure = (value, unit) => {
          if (value === null) return "–";
          if (unit === "s") return duration(value);
          if (unit === "$") return cost(value);
          if (unit === "") return Number.isInteger(value) && value < 1e5 ? value.toLocaleString("en-US") : quantity(value);
          return quantity(value) + (unit === "/s" ? " a second" : space + unit);
        };
        const clock = (time, step) => {
          const date = new Date(time), iso = date.toISOString();
          if (step >= 864e5) return date.toUTCString().slice(5, 11);
          return iso.slice(11, step >= 6e4 ? 16 : step >= 1e3 ? 19 : 21);
        };
        const sizes = { k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, "µs": 1e-6, ms: 1e-3, min: 60, h: 3600, d: 86400,
          KiB: 1024, MiB: 1048576, GiB: 1073741824 };
        const dayOf = text => {
          const start = Number(main.dataset.start) || 0, year = new Date(start).getUTCFullYear();
          return [year, year + 1].map(it => Date.parse(`${text} ${it} UTC`)).find(day => day > start - 864e5) / 1000;
        };
        // What a cell is sorted by: a clock time, a date, or the sum of its amounts; null where it holds no number.
        const sortKey = text => {
          const plain = text.replace(/[\u00a0\s]+/g, " ").replace(/[,$<>×]/g, "").replace(/−/g, "-").trim();
          const date = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d(?::\d\d)?))?$/.exec(plain);
          if (date) return Date.parse(date[1] + "T" + (date[2] || "00:00") + "Z");
          const time = /^(?:(\d+ [A-Z][a-z]{2}) )?(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?$/.exec(plain);
          if (time) return (time[1] ? dayOf(time[1]) : 0) + time[2] * 3600 + time[3] * 60 + Number(time[4] || 0);
          if (!/^[-+]?\.?\d/.test(plain)) return null;
          let sum = 0;
          for (const [, amount, unit] of plain.matchAll(/([-+]?[\d.]+(?:e[-+]?\d+)?) ?([a-zA-Zµ]+)?/g)) {
            sum += Number(amount) * (sizes[unit] || 1);
            if (!sizes[unit] && unit !== "s") break;
          }
          return sum;
        };
        """#
}

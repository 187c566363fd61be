// Owns the part of the script that switches the series of a chart off and on.

extension PageScript {
    static let series = #"""
        const toggle = (chart, index, content) => {
          const button = make("button", { type: "button", class: "switch", "aria-pressed": "true" });
          button.append(...content);
          button.addEventListener("click", () => {
            const isOn = button.getAttribute("aria-pressed") === "false";
            button.setAttribute("aria-pressed", String(isOn));
            for (const mark of find(`[data-s="${index}"]`, chart.svg)) show(mark, isOn);
          });
          return button;
        };
        for (const chart of charts) {
          if (!chart.data || chart.data.series.length < 2) continue;
          const caption = chart.figure.querySelector("figcaption");
          const named = find("[data-s]", caption);
          for (const entry of named) entry.replaceWith(toggle(chart, entry.dataset.s, entry.childNodes));
          if (named.length > 0) continue;
          const row = make("p", { class: "keys" });
          chart.data.series.forEach((line, index) => {
            if (!chart.svg.querySelector(`path[data-s="${index}"]`)) return;
            row.append(toggle(chart, index, [swatch(chart, index), " " + line.name]));
          });
          caption.append(row);
        }
        """#
}

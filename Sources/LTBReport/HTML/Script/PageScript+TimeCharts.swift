// Owns the part of the script that knows the charts over time, and where their marks stand in the span that is shown.

extension PageScript {
    static let timeCharts = #"""
        const start = Number(main.dataset.start), span = Number(main.dataset.span);
        let view = [0, 1];
        const place = fraction => (fraction - view[0]) / (view[1] - view[0]);
        const block = svg => {
          const next = svg.nextElementSibling;
          return next && next.matches("script.d") ? JSON.parse(next.textContent) : null;
        };
        const charts = find("svg.c").map(svg => ({
          svg, data: block(svg), figure: svg.closest("figure:not([role])"), isOverTime: svg.matches(".t"),
        }));
        const timed = charts.filter(chart => chart.isOverTime);
        // The first attributes of a mark, in shares of the whole time.
        const places = new Map();
        const placesOf = mark => {
          if (!places.has(mark)) {
            const own = {};
            for (const name of ["x", "x1", "x2", "cx", "width"]) {
              if (mark.hasAttribute(name)) own[name] = parseFloat(mark.getAttribute(name)) / 100;
            }
            places.set(mark, own);
          }
          return places.get(mark);
        };
        const clamp = value => Math.min(Math.max(value, 0), 1);
        const isSeen = value => value >= -1e-6 && value <= 1 + 1e-6;
        const move = mark => {
          const own = placesOf(mark);
          if ("width" in own) {
            const left = clamp(place(own.x)), right = clamp(place(own.x + own.width));
            show(mark, right > left);
            mark.setAttribute("x", percent(left));
            mark.setAttribute("width", percent(right - left));
            return;
          }
          const names = Object.keys(own);
          const spots = names.map(name => place(own[name]));
          show(mark, Math.max(...spots) >= -1e-6 && Math.min(...spots) <= 1 + 1e-6 && (spots.length > 1 || isSeen(spots[0])));
          names.forEach((name, index) => mark.setAttribute(name, percent(clamp(spots[index]))));
        };
        """#
}

// Owns the part of the script that shows the values of a bucket under a pointer, or moved to by keys.

extension PageScript {
    static let hover = #"""
        const tip = make("div", { class: "tip", role: "status" });
        tip.hidden = true;
        main.append(tip);
        const bucketAt = (data, fraction) => {
          const edges = data.edges;
          let index = edges.findIndex(edge => edge > fraction * 1000) - 1;
          if (index < 0) index = fraction * 1000 < edges[0] ? 0 : edges.length - 2;
          return index;
        };
        const swatch = (chart, index) => {
          const mark = chart.svg.querySelector(`path[data-s="${index}"]`);
          const icon = draw("svg", { width: 10, height: 10, "aria-hidden": "true" });
          if (mark) {
            const style = getComputedStyle(mark);
            icon.append(draw("rect", { width: 10, height: 10, fill: style.fill === "none" ? style.stroke : style.fill }));
          }
          return icon;
        };
        const fillTip = (chart, fraction) => {
          const data = chart.data, index = data ? bucketAt(data, fraction) : 0;
          const at = edge => start + edge / 1000 * span;
          const step = data ? at(data.edges[index + 1]) - at(data.edges[index]) : span / 100;
          const written = Math.min(step, span > 864e5 ? 6e4 : 1e3);
          const day = span > 864e5 ? space : "";
          const text = time => (day && clock(time, 864e5) + day) + clock(time, written);
          const head = data ? text(at(data.edges[index])) + "–" + text(at(data.edges[index + 1])) : text(start + fraction * span);
          tip.replaceChildren(make("b", {}, head));
          if (!data) return;
          data.series.forEach((line, number) => {
            const value = line.values[index];
            if (value === undefined) return;
            const row = make("div");
            row.append(swatch(chart, number), " " + line.name + " ", make("b", {}, figure(value, line.unit)));
            tip.append(row);
          });
        };
        const hideTip = () => {
          tip.hidden = true;
          for (const { svg } of timed) svg.querySelector(".cross")?.remove();
        };
        const showTip = (chart, fraction) => {
          for (const { svg } of timed) {
            const cross = svg.querySelector(".cross") || svg.appendChild(draw("line", { class: "cross", y1: 0 }));
            const x = percent(clamp(place(fraction)));
            cross.setAttribute("x1", x);
            cross.setAttribute("x2", x);
            cross.setAttribute("y2", svg.querySelector(".ta").dataset.y);
          }
          fillTip(chart, fraction);
          tip.hidden = false;
          const box = chart.svg.getBoundingClientRect(), own = tip.getBoundingClientRect();
          const x = box.left + clamp(place(fraction)) * box.width;
          const left = x + 12 + own.width > document.documentElement.clientWidth - 8 ? x - 12 - own.width : x + 12;
          tip.style.left = Math.max(left, 8) + scrollX + "px";
          tip.style.top = box.top + scrollY + 4 + "px";
        };
        const fractionAt = (svg, event) => {
          const box = svg.getBoundingClientRect();
          return view[0] + clamp((event.clientX - box.left) / box.width) * (view[1] - view[0]);
        };
        """#
}

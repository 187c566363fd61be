// Owns how the dashboard draws charts: axes, bars, lines, in the visual language of the report.

extension DashboardScript {
    /// The part that draws charts.
    static let charts = #"""
          // Charts: data stretches, text keeps its size.
          const height = 180;
          const largest = {};
          const plain = value => Number(value.toPrecision(6)).toLocaleString("en-US", { maximumFractionDigits: 9 });
          // An axis has one unit, that of its largest tick.
          const scaled = (units, top) => units.find(([from]) => top >= from) || units[units.length - 1];
          const axes = {
            rate: top => [...scaled([[1e6, 1e6, " M"], [1e5, 1e3, " k"], [0, 1, ""]], top), ""],
            duration: top => [...scaled([[7200, 3600, " h"], [120, 60, " min"], [1, 1, " s"], [1e-3, 1e-3, " ms"], [0, 1e-6, " µs"]],
              top), ""],
            money: top => [...scaled([[1e6, 1e6, " M"], [1e5, 1e3, " k"], [0, 1, ""]], top), "$"],
          };
          const niceStep = top => {
            const power = 10 ** Math.floor(Math.log10(top / 4 || 1));
            return [1, 2, 5, 10].map(factor => factor * power).find(step => step * 4 >= top * 0.999999) || power;
          };
          const frame = (id, top, axis, times, description) => {
            // A scale that only grows does not make the eye follow it.
            largest[id] = Math.max(largest[id] || 0, top);
            const [, factor, unit, sign] = axes[axis](largest[id]);
            const step = niceStep(largest[id] / factor);
            const steps = Math.max(1, Math.ceil(largest[id] / factor / step - 1e-6));
            const limit = steps * step * factor;
            const outer = shape("svg", { class: "c", height: height + 24, role: "img" });
            outer.append(shape("title", {}, byID(id).closest("figure").querySelector("h2").textContent));
            outer.append(shape("desc", {}, description));
            for (let index = 0; index <= steps; index += 1) {
              const y = height - index / steps * height;
              outer.append(shape("line", { x1: 0, x2: "100%", y1: y, y2: y, class: index === 0 ? "axis" : "grid" }));
              outer.append(shape("text", { x: -8, y: y + 4, "text-anchor": "end" }, `${sign}${plain(index * step)}${unit}`));
            }
            times.forEach(([at, text], index) => {
              const x = `${(at * 100).toFixed(2)}%`;
              outer.append(shape("line", { x1: x, x2: x, y1: height, y2: height + 4, class: "axis" }));
              outer.append(shape("text", { x, y: height + 18, "text-anchor": "middle", class: index % 2 ? "w" : "" }, text));
            });
            const inner = shape("svg", { width: "100%", height, viewBox: `0 0 1000 ${height}`, preserveAspectRatio: "none" });
            outer.append(inner);
            return { outer, inner, y: value => (height - Math.min(value / limit, 1) * height).toFixed(1) };
          };
          const show = (id, ...drawing) => {
            const made = drawing.filter(part => part != null);
            byID(id).replaceChildren(...(made.length ? made : [element("p", "mut", "Not measured.")]));
          };
          const legend = layers => {
            const line = element("p", "legend");
            for (const layer of layers) {
              const swatch = shape("svg", { width: 10, height: 10, "aria-hidden": "true" });
              swatch.append(shape("rect", { width: 10, height: 10, class: layer.name }));
              line.append(swatch, element("span", "", layer.word));
            }
            return line;
          };
          const bars = (id, layers, axis, times, write) => {
            const length = layers.length ? layers[0].values.length : 0;
            const sums = Array.from({ length }, (_, index) => layers.reduce((sum, layer) => sum + layer.values[index], 0));
            if (!length || Math.max(...sums) === 0) return show(id);
            const words = layers.map(layer => `${layer.word}: at most ${write(Math.max(...layer.values))}`).join("; ");
            const { outer, inner, y } = frame(id, Math.max(...sums), axis, times, `${words}.`);
            const below = new Array(length).fill(0);
            for (const layer of layers) {
              let path = "";
              layer.values.forEach((value, index) => {
                if (value > 0) {
                  const [x, next] = [index, index + 1].map(place => (place / length * 1000).toFixed(1));
                  path += `M${x} ${y(below[index])}V${y(below[index] + value)}H${next}V${y(below[index])}Z`;
                }
                below[index] += value;
              });
              inner.append(shape("path", { d: path, class: layer.name }));
            }
            if (layers.length > 1) show(id, legend(layers), outer); else show(id, outer);
          };
          const lines = (id, layers, axis, times, write) => {
            const all = layers.flatMap(layer => layer.values.filter(value => value != null));
            if (!all.length) return show(id);
            const words = layers.filter(layer => layer.values.some(value => value != null)).map(layer =>
              `${layer.word}: ${write(layer.values.findLast(value => value != null))} at the end, at most ${
                write(Math.max(...layer.values.filter(value => value != null)))}`).join("; ");
            const { outer, inner, y } = frame(id, Math.max(...all), axis, times, `${words}.`);
            const ends = [];
            layers.forEach((layer, number) => {
              const { values } = layer;
              const x = index => (index + (layer.place ?? 0.5)) / values.length * 1000;
              let path = "";
              values.forEach((value, index) => {
                if (value == null) return;
                const [before, after] = [values[index - 1], values[index + 1]];
                path += `${before == null ? "M" : "L"}${x(index).toFixed(1)} ${y(value)}`;
                if (before != null || after != null) return;
                outer.append(shape("circle", { cx: `${(x(index) / 10).toFixed(2)}%`, cy: y(value), r: 3, class: `d${number + 1}` }));
              });
              inner.append(shape("path", { d: path, class: `l${number + 1}`, "vector-effect": "non-scaling-stroke" }));
              const last = values.findLast(value => value != null);
              if (last != null && layer.name) ends.push({ y: Number(y(last)) + 4, text: layer.name, number: number + 1 });
            });
            ends.sort((one, other) => one.y - other.y);
            ends.forEach((end, index) => { if (index) end.y = Math.max(end.y, ends[index - 1].y + 15); });
            for (const end of ends) outer.append(shape("text", { x: "100%", dx: 6, y: end.y, class: `t${end.number}` }, end.text));
            show(id, outer);
          };
          // A line without axes, from 0.
          const spark = (id, values) => {
            const top = Math.max(...values.map(value => value ?? 0)) || 1;
            let path = "";
            values.forEach((value, index) => {
              if (value == null) return;
              path += `${values[index - 1] == null ? "M" : "L"}${(index / Math.max(values.length - 1, 1) * 120).toFixed(1)} ${
                (23 - value / top * 22).toFixed(1)}`;
              if (values[index - 1] == null && values[index + 1] == null) path += "h1";
            });
            byID(id).querySelectorAll("path").forEach(old => old.remove());
            byID(id).append(shape("path", { d: path, class: "l2 spark" }));
          };
          const merged = (values, size, join) => {
            const result = [];
            for (let index = 0; index < values.length; index += size) result.push(join(values.slice(index, index + size)));
            return result;
          };
          const sum = values => values.reduce((total, value) => total + value, 0);

          // Times, at round steps.
          const timeTicks = (start, end) => {
            const seconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200];
            const span = (end - start) / 1000;
            let step = seconds.find(step => span / step <= 6);
            for (let days = 86400; !step; days *= 2) if (span / days <= 6) step = days;
            const ticks = [];
            for (let time = Math.ceil(start / 1000 / step) * step; time * 1000 <= end; time += step) {
              const text = new Date(time * 1000).toISOString();
              const clock = time % 86400 === 0 && span > 86400 ? text.slice(0, 10) : text.slice(11, step < 60 ? 19 : 16);
              ticks.push([(time * 1000 - start) / (end - start), clock]);
            }
            if (ticks.length) ticks[ticks.length - 1][1] += " UTC";
            return ticks;
          };

          // Percentiles of several buckets: never of their percentiles, but of what the heat map counts together.
          const percentiles = timeline => {
            const counts = timeline.latency_count || [];
            const heat = timeline.latency_heatmap;
            const middle = values => values.length ? values.slice().sort((one, other) => one - other)[values.length >> 1] : 0;
            const median = size => middle(merged(counts, size, sum).filter(value => value > 0));
            let size = Math.max(1, Math.ceil(counts.length / 110));
            while (median(size) < 80 && Math.ceil(counts.length / (size + 1)) > 26) size += 1;
            const enough = median(size) / 4;
            const groups = merged(counts.map((_, index) => index), size, group => group);
            const inRows = (quantile, group) => {
              const rows = heat.le.map((_, row) => sum(group.map(index => heat.counts[index] ? heat.counts[index][row] : 0)));
              let rank = quantile * sum(rows);
              for (let row = 0; row < rows.length; row += 1) {
                if (rows[row] > 0 && rank <= rows[row]) {
                  const lower = row ? heat.le[row - 1] : heat.le[0] / 1.189207115002721;
                  return lower * (heat.le[row] / lower) ** Math.max(rank / rows[row], 0);
                }
                rank -= rows[row];
              }
              return heat.le[heat.le.length - 1];
            };
            const of = (quantile, values, least) => groups.map(group => {
              if (sum(group.map(index => counts[index])) < Math.max(least, enough)) return null;
              const own = group.map(index => values[index]).filter(value => value != null);
              if (own.length < 2) return own.length ? own[0] : null;
              return heat ? Math.min(Math.max(inRows(quantile, group), Math.min(...own)), Math.max(...own)) : null;
            });
            return [of(0.5, timeline.latency_p50, 1), of(0.95, timeline.latency_p95, 20), of(0.99, timeline.latency_p99, 60)];
          };

        """#
}

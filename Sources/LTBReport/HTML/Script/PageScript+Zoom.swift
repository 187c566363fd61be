// Owns the part of the script that shows a span of time in all charts over time together.

extension PageScript {
    /// Some browsers give up the capture of the pointer before they tell of a button that is let go outside a chart:
    /// that ends a drag too.
    static let zoom = #"""
        const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500];
        for (const unit of [1e3, 6e4]) for (const count of [1, 2, 5, 10, 15, 30]) steps.push(count * unit);
        for (const hours of [1, 2, 3, 6, 12, 24, 48, 120, 240, 480]) steps.push(hours * 36e5);
        const ticks = axis => {
          const y = Number(axis.dataset.y), marks = [];
          const label = (x, text, anchor) => {
            const node = draw("text", { x: percent(x), y: y + 18, class: "m", "text-anchor": anchor });
            node.textContent = text;
            marks.push(node);
          };
          const from = start + view[0] * span, to = start + view[1] * span;
          const room = Math.max(axis.ownerSVGElement.getBoundingClientRect().width / 75, 2);
          const step = steps.find(step => (to - from) / step <= Math.min(6, room)) || to - from;
          if (axis.matches(".small")) {
            label(0, clock(from, Math.min(step, 1e3)), "start");
            label(1, clock(to, Math.min(step, 1e3)), "end");
            return marks;
          }
          for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
            const x = (time - from) / (to - from);
            marks.push(draw("line", { x1: percent(x), x2: percent(x), y1: y, y2: y + 4, class: "ax" }));
            label(x, clock(time, span > 864e5 && time % 864e5 === 0 ? 864e5 : step), "middle");
          }
          return marks;
        };
        const bar = make("div", { class: "zoom", role: "region", "aria-label": "Span of time" });
        const shown = make("span"), reset = make("button", { type: "button" }, "Show all");
        bar.append(shown, " ", reset);
        bar.hidden = true;
        main.append(bar);
        const setView = (from, to) => {
          const least = Math.min(1, Math.max(1 / span, 0.002));
          const width = Math.min(Math.max(to - from, least), 1);
          const left = Math.min(Math.max(from, 0), 1 - width);
          view = [left, left + width];
          const isZoomed = width < 1;
          for (const { svg } of timed) {
            svg.classList.toggle("zoomed", isZoomed);
            for (const plot of find(":scope > svg[viewBox]", svg)) {
              plot.setAttribute("viewBox", `${left * 1000} 0 ${width * 1000} ${plot.getAttribute("height")}`);
              plot.setAttribute("overflow", isZoomed ? "hidden" : "visible");
            }
            find(".tx > *", svg).forEach(move);
            const axis = svg.querySelector(".ta");
            axis.nextElementSibling?.matches(".tz") && axis.nextElementSibling.remove();
            show(axis, !isZoomed);
            if (!isZoomed) continue;
            const group = draw("g", { class: "tz" });
            group.append(...ticks(axis));
            axis.after(group);
          }
          const text = fraction => clock(start + fraction * span, span > 864e5 ? 6e4 : Math.min(width * span / 10, 1e3));
          shown.textContent = "Shown: " + text(view[0]) + "–" + text(view[1]);
          bar.hidden = !isZoomed;
          hideTip();
        };
        reset.addEventListener("click", () => setView(0, 1));
        const magnify = (center, factor) => {
          const width = (view[1] - view[0]) * factor, part = place(center);
          setView(center - part * width, center + (1 - part) * width);
        };
        for (const chart of timed) {
          const svg = chart.svg;
          let from = null, selection = null, focus = 0.5;
          svg.setAttribute("tabindex", "0");
          svg.addEventListener("pointerdown", event => {
            if (event.button === 0) from = fractionAt(svg, event);
          });
          svg.addEventListener("pointermove", event => {
            focus = fractionAt(svg, event);
            showTip(chart, focus);
            if (from === null || event.buttons === 0) return;
            const isFar = Math.abs(place(focus) - place(from)) * svg.getBoundingClientRect().width > 4;
            if (!selection && isFar) {
              svg.setPointerCapture(event.pointerId);
              selection = svg.appendChild(draw("rect", { class: "sel", y: 0, height: svg.querySelector(".ta").dataset.y }));
            }
            selection?.setAttribute("x", percent(place(Math.min(from, focus))));
            selection?.setAttribute("width", percent(Math.abs(place(focus) - place(from))));
          });
          const end = event => {
            if (selection && event.type !== "pointercancel") setView(Math.min(from, focus), Math.max(from, focus));
            selection?.remove();
            from = selection = null;
          };
          svg.addEventListener("pointerup", end);
          svg.addEventListener("lostpointercapture", end);
          svg.addEventListener("pointercancel", end);
          svg.addEventListener("pointerleave", hideTip);
          svg.addEventListener("blur", hideTip);
          svg.addEventListener("keydown", event => {
            const edges = chart.data ? chart.data.edges.length : 100;
            const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
            if (step !== 0) focus = Math.min(Math.max(focus + step / edges, view[0]), view[1]);
            else if (event.key === "+") magnify(focus, 0.5);
            else if (event.key === "-") magnify(focus, 2);
            else if (event.key === "Escape") setView(0, 1);
            else return;
            event.preventDefault();
            if (event.key !== "Escape") showTip(chart, focus);
          });
        }
        if (timed[0]) {
          const hint = "Drag across a chart to see a part of the time in all of them; or use the arrow keys, + and −.";
          timed[0].figure.querySelector("figcaption").append(make("p", { class: "hint" }, hint));
        }
        """#
}

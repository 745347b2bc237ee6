"use strict";
// Draws the figures and serves the buttons of a report. Without the chart library (`vegaEmbed`) the page is
// tables only, and the rest still works.
(() => {
  const series = 8;
  const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";
  const views = new Map();
  let logarithmic = false;
  let focus = "";

  applyTheme(recall());
  document.addEventListener("DOMContentLoaded", () => {
    serveTheme();
    serveSeeds();
    serveCopies();
    serveSaves();
    if (typeof vegaEmbed === "undefined")
      return;
    serveFocus();
    serveSteps();
    drawAll();
    watchWidths();
  });

  // Colours ---------------------------------------------------------------------------------------------
  function recall() {
    try { return localStorage.getItem("szilard-theme") ?? "auto"; } catch { return "auto"; }
  }

  function applyTheme(theme) {
    document.documentElement.style.colorScheme = theme === "auto" ? "" : theme;
  }

  function serveTheme() {
    const button = document.querySelector(".theme");
    const names = { auto: "Auto", light: "Light", dark: "Dark" };
    let theme = recall() in names ? recall() : "auto";
    const show = () => {
      button.textContent = names[theme];
      button.setAttribute("aria-label", `Colours: ${theme === "auto" ? "as the system" : theme}`);
    };
    button.addEventListener("click", () => {
      theme = { auto: "light", light: "dark", dark: "auto" }[theme];
      try { localStorage.setItem("szilard-theme", theme); } catch { /* a page from disk may have no storage */ }
      applyTheme(theme);
      show();
    });
    show();
  }

  // The page's own colours are CSS variables, so figures follow the theme without being drawn again.
  const pageColour = name => `var(--${name})`;

  // A saved figure lies on white paper: the same variables, resolved for the light theme.
  function paperColour(name) {
    const probe = document.createElement("i");
    probe.style.colorScheme = "light";
    probe.style.color = pageColour(name);
    document.body.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }

  function theme(colour) {
    return {
      background: "transparent",
      font,
      padding: { left: 0, right: 0, top: 4, bottom: 6 },
      view: { stroke: null },
      range: { category: Array.from({ length: series }, (_, i) => colour(`series-${i + 1}`)) },
      axis: {
        domain: false, ticks: false, labelPadding: 6, labelFontSize: 11, titleFontSize: 11, titleFontWeight: 400,
        grid: true, gridColor: colour("grid"), labelColor: colour("ink-faint"), titleColor: colour("ink-faint"),
      },
      axisX: { grid: false, ticks: true, tickSize: 4, tickColor: colour("rule"), domain: true, domainColor: colour("rule") },
      axisY: { tickCount: 5 },
      legend: { disable: true, labelColor: colour("ink-soft"), titleColor: colour("ink-faint"), labelFontSize: 12, symbolStrokeWidth: 2 },
      title: { color: colour("ink"), anchor: "start", fontSize: 14, fontWeight: 600, offset: 12 },
      rule: { color: colour("ink-faint") },
      text: { color: colour("ink-faint"), fontSize: 11 },
    };
  }

  // Figures ---------------------------------------------------------------------------------------------
  const figures = () => [...document.querySelectorAll("figure.figure:has(.drawing)")];
  const read = figure => JSON.parse(figure.querySelector("script").textContent);

  async function drawAll() {
    for (const figure of figures())
      await draw(figure);
    document.documentElement.dataset.drawn = "true";
  }

  async function draw(figure) {
    const box = figure.querySelector(".drawing");
    const picture = figure.dataset.kind === "picture";
    const plot = figure.dataset.kind === "plot";
    const spec = picture ? pageOfPicture(read(figure), box.clientWidth)
      : plot ? pageOfPlot(read(figure)) : pageOfCurves(read(figure));
    views.get(figure)?.finalize();
    const result = await vegaEmbed(box, spec, {
      actions: false, renderer: picture ? "canvas" : "svg", config: theme(pageColour), tooltip: { theme: "custom" }, logLevel: vega.Error,
    });
    views.set(figure, result);
    if (!picture && !plot && focus)
      await result.view.signal("focus", focus).runAsync();
  }

  function pageOfCurves(spec) {
    delete spec.title;
    delete spec.description;
    // Caption and page legend say these.
    spec.layer = spec.layer.filter(layer => layer.name !== "reference-label");
    for (const { encoding } of spec.layer)
      if (encoding.color)
        encoding.color.legend = null;
    return Object.assign(scaled(spec), { width: "container", height: 220, autosize: { type: "fit", contains: "padding" } });
  }

  function pageOfPlot(spec) {
    delete spec.title;
    delete spec.description;
    return Object.assign(spec, { width: "container", height: 300, autosize: { type: "fit", contains: "padding" } });
  }

  // Title and half-width are in the caption, so both panels keep exactly the same frame.
  function pageOfPicture(spec, width) {
    delete spec.title;
    delete spec.description;
    spec.spacing = 12;
    const side = Math.max(60, Math.floor((width - spec.spacing) / 2) - 2);
    for (const panel of spec.hconcat) {
      delete panel.title;
      Object.assign(panel, { width: side, height: side, view: { stroke: "#80808066" } });
      panel.encoding.x.axis = panel.encoding.y.axis = null;
    }
    return spec;
  }

  function scaled(spec) {
    if (!logarithmic)
      return spec;
    spec.encoding.x.scale = { type: "log", nice: false };
    spec.encoding.x.axis.labelExpr = "test(/^[125]e/, format(datum.value, '.0e')) ? format(datum.value, '~s') : ''";
    spec.transform.push({ filter: "datum.step > 0" });
    return spec;
  }

  function watchWidths() {
    const widths = new WeakMap();
    const watcher = new ResizeObserver(entries => {
      for (const { target, contentRect } of entries) {
        const before = widths.get(target);
        widths.set(target, contentRect.width);
        if (before !== undefined && Math.abs(before - contentRect.width) > 1)
          draw(target.closest("figure"));
      }
    });
    document.querySelectorAll("figure.picture .drawing").forEach(box => watcher.observe(box));
  }

  function serveFocus() {
    const chips = [...document.querySelectorAll("[data-focus]")];
    for (const chip of chips)
      chip.addEventListener("click", () => {
        focus = chip.dataset.focus === focus ? "" : chip.dataset.focus;
        chips.forEach(c => c.setAttribute("aria-pressed", String(c.dataset.focus === focus && focus !== "")));
        for (const [figure, { view }] of views)
          if (figure.dataset.kind === "curves")
            view.signal("focus", focus).runAsync();
      });
  }

  function serveSteps() {
    for (const choice of document.querySelectorAll("input[name=steps]"))
      choice.addEventListener("change", async () => {
        logarithmic = choice.value === "log";
        for (const figure of figures().filter(f => f.dataset.kind === "curves"))
          await draw(figure);
      });
  }

  // Saving ----------------------------------------------------------------------------------------------
  function serveSaves() {
    for (const button of document.querySelectorAll("[data-save]"))
      button.addEventListener("click", () => save(button.closest("figure"), button.dataset.save));
  }

  async function save(figure, format) {
    const spec = read(figure);
    const name = `${spec.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-")}-${figure.id}.${format}`;
    if (format === "csv")
      return download(name, new Blob([spec.data.values], { type: "text/csv;charset=utf-8" }));
    const view = paper(spec);
    if (format === "svg")
      return download(name, new Blob([await view.toSVG()], { type: "image/svg+xml" }));
    const canvas = await view.toCanvas(2);
    canvas.toBlob(blob => download(name, blob), "image/png");
  }

  function paper(spec) {
    const colours = theme(paperColour);
    const config = { ...colours, background: "white", padding: 16, legend: { ...colours.legend, disable: false } };
    const drawing = spec.hconcat ? spec : Object.assign(scaled(spec), { width: 640, height: 320 });
    return new vega.View(vega.parse(vegaLite.compile(drawing, { config }).spec), { renderer: "none", logLevel: vega.Error });
  }

  function download(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // Buttons ---------------------------------------------------------------------------------------------
  function serveSeeds() {
    for (const button of document.querySelectorAll("[data-seeds]")) {
      const rows = document.getElementsByClassName(button.dataset.seeds);
      button.addEventListener("click", () => {
        const open = button.getAttribute("aria-expanded") !== "true";
        button.setAttribute("aria-expanded", String(open));
        for (const row of rows)
          row.classList.toggle("open", open);
      });
    }
  }

  function serveCopies() {
    for (const button of document.querySelectorAll("[data-copy]"))
      button.addEventListener("click", async () => {
        const block = document.getElementById(button.dataset.copy);
        button.textContent = await copied(block) ? "Copied" : "Selected: press Ctrl+C";
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
  }

  async function copied(block) {
    try {
      await navigator.clipboard.writeText(block.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(block);
      return false;
    }
  }
})();

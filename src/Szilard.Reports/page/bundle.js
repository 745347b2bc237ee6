// Joins the published builds of Vega, Vega-Lite and Vega-Embed, with their licences, into one script:
//   node bundle.js OUTPUT
// Installs into a folder of its own beside OUTPUT and renames the result into place, so that builds which
// run at the same time do not disturb each other and a broken download leaves nothing behind.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const builds = {
  "vega": "build/vega.min.js",
  "vega-lite": "build/vega-lite.min.js",
  "vega-embed": "build/vega-embed.min.js",
};

const source = fileURLToPath(new URL(".", import.meta.url));
const output = resolve(process.argv[2] ?? "charts.js");
mkdirSync(dirname(output), { recursive: true });
const workshop = mkdtempSync(join(dirname(output), "npm-"));
try {
  for (const file of ["package.json", "package-lock.json"])
    copyFileSync(join(source, file), join(workshop, file));
  install(workshop);
  const scripts = Object.entries(builds).map(([name, file]) => licensed(join(workshop, "node_modules", name), file));
  const joined = join(workshop, "charts.js");
  writeFileSync(joined, scripts.join("\n"));
  renameSync(joined, output);
} finally {
  rmSync(workshop, { recursive: true, force: true });
}

function install(folder) {
  const wishes = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--loglevel=error"];
  execFileSync("npm", wishes, { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
}

function licensed(folder, file) {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const licence = readFileSync(join(folder, "LICENSE"), "utf8").trim();
  const script = readFileSync(join(folder, file), "utf8")
    .replace(/^\/\/# sourceMappingURL=.*$/gm, "")
    .replaceAll("</script", "<\\/script")
    .trim();
  return `/*! ${name} ${version}\n${licence}\n*/\n${script}`;
}
